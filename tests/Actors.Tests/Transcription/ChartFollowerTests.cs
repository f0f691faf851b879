using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>A chart is followed where what is heard agrees with it, and nowhere else.</summary>
public sealed class ChartFollowerTests
{
    private const double Known = 0.15;
    private const double Beat = 0.5;

    private const string Tune = """
        [A]
        | C | Am | F | G7 |
        | C | Am | Dm7 G7 | C |
        [B]
        | E7 | A7 | D7 | G7 |
        Form: A A B A
        """;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(2, 3)]
    [InlineData(9, 4)]
    [InlineData(16, 5)]
    [InlineData(18, 6)]
    public void It_finds_the_bar_wherever_the_player_begins(int from, ulong seed)
    {
        var heard = Play(Tune, Tune, from, bars: 26, seed);
        var found = heard.FindIndex(one => one.Now.Chart is not null);
        Assert.InRange(found, 0, heard.FindIndex(one => one.Bars >= (from == 0 ? 3 : 8)));

        // Once it is found, chords are right: where the form repeats, its bars are as good.
        var after = heard[heard.FindIndex(one => one.Bars >= 8)..];
        var right = after.Count(one => one.Now.Chord is { } chord
            && (chord.Root, chord.Kind) == (one.Chord!.Value.Root, one.Chord.Value.Kind));
        Assert.True(right > 0.93 * after.Count, $"{right} of {after.Count}");
    }

    [Fact]
    public void The_form_goes_round()
    {
        var heard = Play(Tune, Tune, from: 0, bars: 36, seed: 7);
        var late = heard.Where(one => one.Bars is > 29 and < 35).ToList();
        var right = late.Count(one => one.Now.Chart?.Bar == (int)one.Bars - 28);
        Assert.True(right > 0.9 * late.Count, $"{right} of {late.Count}");
    }

    [Fact]
    public void What_comes_is_known_with_its_time()
    {
        var tracker = new MusicTracker(ChartText.Read(Tune));
        Play(Tune, Tune, from: 0, bars: 9, seed: 8, tracker);
        var now = SampleTime.FromSeconds(9 * 4 * Beat - 0.01);
        var ahead = tracker.Ahead(now).Take(3).ToList();
        Assert.Equal(["Am", "F", "G7"], ahead.Select(next => next.Chord.Name()));
        Assert.InRange(ahead[0].At.Seconds - 9 * 4 * Beat, -0.06, 0.06);
    }

    [Fact]
    public void Chords_that_are_not_in_it_have_it_given_up()
    {
        var other = "| Gb | B | Db7 | Gb | Ebm | Abm | Db7 | Gb |";
        var tracker = new MusicTracker(ChartText.Read(Tune));
        var first = Play(Tune, Tune, from: 0, bars: 8, seed: 9, tracker);
        Assert.NotNull(first[^1].Now.Chart);

        var then = Play(other, other, from: 0, bars: 10, seed: 10, tracker, 8 * 4 * Beat);
        var late = then.Where(one => one.Bars > 4).ToList();
        Assert.All(late, one => Assert.Null(one.Now.Chart));
        var right = late.Count(one => one.Now.Chord?.Root == one.Chord!.Value.Root);
        Assert.True(right > 0.7 * late.Count, $"{right} of {late.Count}");
    }

    [Fact]
    public void Another_chart_takes_its_place_and_none_takes_that_of_the_other()
    {
        const string other = "[C]\n| Gb | B | Db7 | Gb | Ebm | Abm | Db7 | Gb |";
        var tracker = new MusicTracker(ChartText.Read(Tune));
        Assert.NotNull(Play(Tune, Tune, from: 0, bars: 8, seed: 9, tracker)[^1].Now.Chart);
        tracker.Follow(ChartText.Read(other));
        Assert.Null(tracker.At(SampleTime.FromSeconds(8 * 4 * Beat)).Chart);

        var then = Play(other, other, from: 0, bars: 10, seed: 10, tracker, 8 * 4 * Beat);
        var found = then.Where(one => one.Now.Chart is not null).ToList();
        Assert.All(found, one => Assert.Equal("C", one.Now.Chart!.Value.Section));
        var late = then.Where(one => one.Bars > 5).ToList();
        var right = late.Count(one => one.Now.Chart?.Bar == (int)one.Bars % 8);
        Assert.True(right > 0.9 * late.Count, $"{right} of {late.Count}");

        tracker.Follow(null);
        Assert.All(
            Play(other, other, from: 0, bars: 4, seed: 11, tracker, 18 * 4 * Beat),
            one => Assert.Null(one.Now.Chart));
    }

    [Fact]
    public void After_a_long_silence_the_piece_may_begin_again()
    {
        var tracker = new MusicTracker(ChartText.Read(Tune));
        Play(Tune, Tune, from: 0, bars: 6, seed: 13, tracker);
        const double again = 90;
        for (var tick = 12.1; tick < again; tick += 0.01)
        {
            tracker.Advance(SampleTime.FromSeconds(tick));
        }

        Assert.Null(tracker.Now.Chart);
        var heard = Play(Tune, Tune, from: 0, bars: 6, seed: 14, tracker, again);
        Assert.Equal(4, heard.Last(one => one.Bars < 4.9).Now.Chart?.Bar);
    }

    [Fact]
    public void Without_a_beat_nothing_is_guessed()
    {
        var tracker = new MusicTracker(ChartText.Read(Tune));
        var random = new SplitMix64(3);
        var at = 0.0;
        while (at < 20)
        {
            at += 0.2 + 1.9 * random.NextDouble();
            Sound(tracker, at, at + 0.3, 60 + random.NextInt(12));
            tracker.Advance(SampleTime.FromSeconds(at + 0.4));
            Assert.True(
                tracker.Now.Beat is { Sureness: >= 0.3 } || tracker.Now.Chart is null);
        }

        Assert.Null(tracker.Now.Chart);
        Assert.Empty(tracker.Ahead(SampleTime.FromSeconds(at)));
    }

    [Fact]
    public void A_waltz_and_a_chart_in_eighths_are_followed()
    {
        foreach (var (time, beats) in new[] { ("3/4", 3), ("6/8", 2) })
        {
            var text = $"Time: {time}\n| Em | C | Am | B7 | Em | Am | B7 | Em |";
            var heard = Play(text, text, from: 0, bars: 16, seed: 11, beatsOfBar: beats);
            var late = heard.Where(one => one.Bars > 6).ToList();
            var right = late.Count(one => one.Now.Chart?.Bar % 8 == (int)one.Bars % 8);
            Assert.True(right > 0.85 * late.Count, $"{time}: {right} of {late.Count}");
        }
    }

    [Fact]
    public void No_chord_is_no_chord()
    {
        var text = "| C | F | N.C. | G7 |";
        var heard = Play(text, text, from: 0, bars: 12, seed: 12);
        var none = heard.Where(one => one.Bars > 5 && one.Now.Chart?.Bar == 2).ToList();
        Assert.NotEmpty(none);
        Assert.All(none, one => Assert.Null(one.Now.Chord));
    }

    // Bass, chords on each beat, and a line above; now and then a wrong note.
    private static List<Moment> Play(
        string chart, string played, int from, int bars, ulong seed, MusicTracker? tracker = null,
        double begin = 0, int beatsOfBar = 4)
    {
        tracker ??= new MusicTracker(ChartText.Read(chart));
        var (tune, random) = (ChartText.Read(played), new SplitMix64(seed));
        List<Moment> heard = [];
        List<(double Known, Action Tell)> news = [];
        for (var beat = 0; beat < bars * beatsOfBar; beat++)
        {
            var bar = tune.BarAt(tune.After(tune.StartOf(from), 0));
            var unit = tune.StartOf(bar);
            for (var i = 0; i < beat; i++)
            {
                unit = tune.After(unit, tune.Bars[tune.BarAt(unit)].Units / beatsOfBar);
            }

            var at = begin + beat * Beat + 0.01 * (random.NextDouble() - 0.5);
            if (tune.ChordAt(unit).Chord is { } chord)
            {
                Strike(news, tracker, at, chord, beat % beatsOfBar == 0, random);
            }

            for (var tick = begin + beat * Beat; tick < begin + (beat + 1) * Beat; tick += 0.01)
            {
                Tell(news, tick);
                tracker.Advance(SampleTime.FromSeconds(tick));
                heard.Add(new Moment(
                    (tick - begin) / Beat / beatsOfBar, tracker.Now, tune.ChordAt(unit).Chord));
            }
        }

        return heard;
    }

    private static void Strike(
        List<(double Known, Action Tell)> news, MusicTracker tracker, double at, Chord chord,
        bool isFirst, SplitMix64 random)
    {
        int[] tones = chord.Kind switch
        {
            ChordKind.Minor or ChordKind.Minor7 => [0, 3, 7],
            ChordKind.Dominant7 => [0, 4, 10],
            _ => [0, 4, 7],
        };
        List<int> keys = [.. tones.Select(tone => 60 + (chord.Root + tone) % 12)];
        keys.Add(72 + (random.NextDouble() < 0.7
            ? (chord.Root + tones[random.NextInt(3)]) % 12
            : random.NextInt(12)));
        if (isFirst)
        {
            keys.Add(36 + chord.Root);
        }

        foreach (var key in keys)
        {
            var onset = SampleTime.FromSeconds(Math.Max(0, at));
            var (known, over) = (at + Known, at + 0.42 + Known);
            news.Add((known, () => tracker.Began(
                new NoteBegan(onset, key, isFirst ? -18 : -22, 0.9f, onset),
                SampleTime.FromSeconds(known))));
            news.Add((over, () => tracker.Ended(
                new NoteEnded(onset, key, onset.PlusSeconds(0.42), onset.PlusSeconds(0.42)),
                SampleTime.FromSeconds(over))));
        }
    }

    private static void Sound(MusicTracker tracker, double from, double to, int key)
    {
        var (onset, end) = (SampleTime.FromSeconds(from), SampleTime.FromSeconds(to));
        tracker.Began(new NoteBegan(onset, key, -20, 0.9f, onset), onset);
        tracker.Ended(new NoteEnded(onset, key, end, end), end);
    }

    private static void Tell(List<(double Known, Action Tell)> news, double now)
    {
        foreach (var (_, tell) in news.Where(one => one.Known <= now).OrderBy(one => one.Known))
        {
            tell();
        }

        news.RemoveAll(one => one.Known <= now);
    }

    private sealed record Moment(double Bars, MusicNow Now, Chord? Chord);
}
