using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Tests.Quantizer;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Perception;

public sealed class TokenHealthWatchTests
{
    private const int FaultFrom = 40;
    private static readonly Vocabulary Learned = Trained.Learn();

    // Twelve words are spread more evenly than 64: averaged, they stay nearer to what was learned.
    private static readonly HealthOptions Options = new()
    {
        WindowSeconds = 4,
        MostHarmonicDivergenceBits = 0.1,
        MostPercussiveDivergenceBits = 0.1,
        RecheckSeconds = 5,
    };

    private static readonly List<SegmentEncoded> Unheard =
        Encoded.Recording(9, 100, Trained.Dimensions);

    [Fact]
    public void Neither_training_nor_more_of_its_kind_gives_an_alarm()
    {
        Assert.Empty(Alarms(Tokens(Trained.Segments[0])));
        Assert.Empty(Alarms(Tokens(Unheard)));
    }

    [Fact]
    public void Averaging_gives_an_alarm_before_its_window_is_filled_with_it()
    {
        var alarm = Alarms(Tokens(AveragedFrom(FaultFrom)))[0];
        var delay = alarm.Time.SecondsSince(new SegmentId(FaultFrom).Start);

        // A fifth of the frames rest, so that 4 sounding seconds are 5.
        Assert.InRange(delay, 0.35, 5.25);
        Assert.False(Options.Accept(alarm.Reading));
    }

    [Fact]
    public void An_alarm_is_given_anew_while_the_words_stay_ill_and_not_before_its_time()
    {
        var alarms = Alarms(Tokens(AveragedFrom(0)));

        Assert.InRange(alarms.Count, 3, 6);
        Assert.All(
            alarms.Zip(alarms.Skip(1)),
            pair => Assert.InRange(pair.Second.Time.SecondsSince(pair.First.Time), 5, 7));
    }

    [Fact]
    public void Nothing_is_said_of_a_stem_until_its_window_is_full_of_sounding_words()
    {
        var watch = new TokenHealthWatch(Learned, Options);
        var token = Tokens(Unheard)[^1];
        var full = (int)Math.Ceiling(4 * FrameGrid.FramesPerSegment / 0.35);
        for (var i = 0; i < 2 * full; i++)
        {
            Assert.Null(watch.Hear(token with { Harmonic = Token.Rest, Percussive = Token.Rest }));
            Assert.Null(watch.Hear(token with { Warming = true }));
        }

        var speaks = token with { Harmonic = new Token(3), Percussive = Token.Rest };
        for (var i = 1; i < full; i++)
        {
            Assert.Null(watch.Hear(speaks));
            Assert.Null(watch.Reading(Stem.Harmonic));
        }

        var alarm = watch.Hear(speaks);
        Assert.Equal(Stem.Harmonic, alarm!.Reading.Stem);
        Assert.Equal(1, alarm.Reading.Perplexity, 9);
        Assert.Null(watch.Reading(Stem.Percussive));
    }

    [Fact]
    public void A_few_words_give_an_alarm_even_where_any_divergence_is_allowed()
    {
        var options = Options with
        {
            MostHarmonicDivergenceBits = 1,
            MostPercussiveDivergenceBits = 1,
        };
        var token = Tokens(Unheard)[^1] with { Harmonic = new Token(1), Percussive = new Token(1) };
        var watch = new TokenHealthWatch(Learned, options);
        Assert.Contains(Enumerable.Range(0, 400), _ => watch.Hear(token) is not null);
    }

    [Fact]
    public void A_window_is_as_diverse_as_its_newest_words() =>
        Gen.Select(Gen.Byte[0, 11].Array[1, 60], Gen.Int[1, 30]).Sample((words, window) =>
        {
            var learned = Learned.HarmonicStatistics;
            var rolling = new RollingTokens(learned, window);
            var newest = new TokenStatistics(12);
            Array.ForEach(words, word => rolling.Add(new Token(word)));
            Array.ForEach(words[Math.Max(0, words.Length - window)..], word =>
                newest.Add(new Token(word)));

            Assert.Equal(newest.Count, rolling.Count);
            Assert.Equal(newest.Perplexity, rolling.Perplexity, 9);
            Assert.Equal(
                newest.JensenShannonDivergence(TokenStatistics.Of(learned)),
                rolling.DivergenceBits, 9);
        });

    [Fact]
    public void Watching_allocates_nothing()
    {
        var watch = new TokenHealthWatch(Learned, Options);
        var tokens = Tokens(Unheard);
        tokens.ForEach(token => watch.Hear(token));
        Assert.Equal(0, Allocation.LeastOf(() => tokens.ForEach(token => watch.Hear(token))));
    }

    [Fact]
    public void The_probe_decides_what_is_told()
    {
        var alarm = new HealthAlarm(
            SampleTime.FromSeconds(12), new HealthReading(Stem.Percussive, 9, 58.04, 0.512));
        var music = HealthNotice.Of(alarm, new ProbeVerdict(true, true, 1, 0, "as learned"));
        var wrong = HealthNotice.Of(
            alarm, new ProbeVerdict(false, true, 0.3, 2, "features differ"));

        Assert.Equal(HealthFinding.OtherMusic, music.Finding);
        Assert.StartsWith("other music than I learned", music.Text, StringComparison.Ordinal);
        Assert.Contains(
            "percussive words have perplexity 9.0 where 58.0 was learned, and diverge by 0.51 bits",
            music.Text, StringComparison.Ordinal);
        Assert.Equal(HealthFinding.HearsWrongly, wrong.Finding);
        Assert.Equal("I hear wrongly", wrong.Headline);
        Assert.StartsWith("I hear wrongly", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("features differ", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("restart the rig", wrong.Text, StringComparison.Ordinal);
    }

    private static List<HealthAlarm> Alarms(List<FrameToken> tokens)
    {
        var watch = new TokenHealthWatch(Learned, Options);
        return [.. tokens.Select(watch.Hear).OfType<HealthAlarm>()];
    }

    private static List<FrameToken> Tokens(List<SegmentEncoded> segments)
    {
        var quantizer = Learned.CreateQuantizer();
        return [.. segments.SelectMany(segment => quantizer.Quantize(segment).Tokens)];
    }

    private static List<SegmentEncoded> AveragedFrom(int segment) =>
        [.. Unheard.Select((one, i) => i < segment ? one : one with
        {
            Harmonic = Trained.Averaged(one.Harmonic.Span),
            Percussive = Trained.Averaged(one.Percussive.Span),
        })];
}
