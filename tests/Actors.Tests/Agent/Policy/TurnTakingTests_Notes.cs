using Antiphon.Agent;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>Turns that are told by the notes of the player.</summary>
public sealed partial class TurnTakingTests
{
    private static readonly int[] Melody = [60, 62, 64, 65, 67, 65, 64, 62];

    [Fact]
    public void A_phrase_of_notes_is_answered_before_silence_tells_it()
    {
        var bench = Hearing((0, 6)).Play(6, Tunes.Line).Rest(4);
        var answer = bench.Begun.First();
        Assert.Equal(CueKind.Answers, answer.Occasion);
        Assert.InRange(answer.Time.Seconds, 6.1, 6.29);
        // What rings on is neither a new call nor stops the answer.
        Assert.Single(bench.Begun);
        Assert.Empty(bench.Withdrawn);
    }

    [Fact]
    public void A_long_call_in_which_no_notes_were_heard_is_answered_with_a_figure_of_before()
    {
        var bench = new TurnTakingBench(Imitating)
        {
            TokensLate = 0.3,
            Notes = [.. Notes(0, 6)],
            Reflexes = now => Sound(now, [(0, 6), (12, 17)]),
        };
        bench.Play(6, Tunes.Line).Rest(6).Play(5, Tunes.Line).Rest(6);
        var answer = bench.Begun.First(one =>
            one.Occasion == CueKind.Answers && one.Time.Seconds > 12);
        Assert.Contains("figure of 0:0", answer.Why, StringComparison.Ordinal);
        Assert.Contains(bench.Planned, note => note.Due.Seconds is > 17 and < 19);
    }

    [Fact]
    public void Without_composing_silence_ends_a_phrase_as_ever()
    {
        var bench = Hearing(Imitating with { ComposedShare = 0 }, (0, 6))
            .Play(6, Tunes.Line).Rest(4);
        Assert.InRange(bench.Begun.First().Time.Seconds, 6.35, 6.8);
    }

    [Fact]
    public void Who_goes_on_before_the_answer_sounds_has_played_one_phrase()
    {
        var bench = Hearing((0, 6), (6.21, 10.21))
            .Play(6, Tunes.Line).Rest(0.21).Play(4, Tunes.Line).Rest(4);
        var answers = bench.Begun.Where(one => one.Occasion == CueKind.Answers).ToList();
        Assert.Equal(2, answers.Count);
        Assert.InRange(answers[0].Time.Seconds, 6.1, 6.21);
        Assert.DoesNotContain(bench.Planned, note => !bench.Withdrawn.Contains(note.Id)
            && note.Due.Seconds is > 6 and < 10.2);
        Assert.Contains("the phrase ended (10", answers[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_beat_is_known_a_player_is_joined_as_four_bars_are_over()
    {
        var bench = Hearing(Imitating with { MaxListenSeconds = 5 }, (0, 30)).Play(30, Tunes.Line);
        var joins = bench.Begun.First(one => one.Occasion == CueKind.Joins).Time;
        var beat = bench.Answers.Last(answer => answer.Watermark <= joins).Music.Beat!.Value;
        var bars = beat.BarBeats == 0 ? 4 : beat.BarBeats;
        int BarOf(SampleTime time) =>
            (int)Math.Floor((beat.BeatsTo(time) + beat.BarBeat + 0.01) / bars);
        Assert.True(joins.Seconds > 5.1);
        Assert.Equal(0, (BarOf(joins) - BarOf(SampleTime.Zero.PlusSeconds(0.01))) % 4);
        Assert.InRange((beat.BeatsTo(joins) + beat.BarBeat + 0.01) / bars % 1, 0, 0.1);
    }

    [Fact]
    public void One_who_plays_in_phrases_of_one_length_is_not_talked_over()
    {
        // Longer than it listens to others.
        (double, double)[] phrases =
            [.. Enumerable.Range(0, 4).Select(i => (14.0 * i, 14.0 * i + 9))];
        var bench = Hearing(Imitating with { MaxListenSeconds = 5 }, phrases);
        bench.Play(56, Tunes.Phrases(9, 5));
        Assert.DoesNotContain(bench.Begun, one => one.Occasion == CueKind.Joins
            && one.Time.Seconds > 28);
    }

    [Fact]
    public void One_who_only_breathes_between_phrases_is_played_along_with_and_not_answered()
    {
        (double, double)[] phrases =
            [.. Enumerable.Range(0, 8).Select(i => (7.0 * i, 7.0 * i + 6.25))];
        var bench = Hearing(Imitating, phrases);
        bench.Play(56, Tunes.Phrases(6.25, 0.75)).Rest(4);
        Assert.Contains(bench.Begun, one =>
            one.Occasion == CueKind.Joins && one.Time.Seconds is > 21 and < 55);
        Assert.DoesNotContain(bench.Begun, one =>
            one.Occasion == CueKind.Answers && one.Time.Seconds is > 21 and < 55);
        // A pause is answered all the same.
        Assert.Contains(bench.Begun, one =>
            one.Occasion == CueKind.Answers && one.Time.Seconds > 55);
    }

    private static TurnTakingBench Hearing(params (double From, double To)[] phrases) =>
        Hearing(Imitating, phrases);

    // A line of four notes a second, whose last note is longer; its sound rings on a little.
    private static TurnTakingBench Hearing(
        AgentOptions options, params (double From, double To)[] phrases) => new(options)
        {
            TokensLate = 0.3,
            Notes = [.. phrases.SelectMany(phrase => Notes(phrase.From, phrase.To))],
            Reflexes = now => Sound(now, phrases),
        };

    private static IEnumerable<(double, double, int)> Notes(double from, double to)
    {
        for (var i = 0; from + i * 0.25 < to - 0.01; i++)
        {
            var isLast = from + (i + 2) * 0.25 > to - 0.01;
            yield return (from + i * 0.25, isLast ? 0.5 : 0.25, Melody[i % Melody.Length]);
            if (isLast)
            {
                yield break;
            }
        }
    }

    private static (double LoudnessDb, double OnsetDb) Sound(
        double now, (double From, double To)[] phrases)
    {
        var (from, to) = phrases.LastOrDefault(phrase => phrase.From < now + 0.001, (-1, -1));
        return now <= to
            ? (-14, now < from + 0.011 ? 20 : 0)
            : (Math.Max(-90, -14 - 150 * (now - to)), 0);
    }
}
