using System.Collections.Immutable;
using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>Playing along is sparse, in time and in the chord.</summary>
public sealed class AlongTests
{
    private static readonly ChordTones CMajor = PlayedCall.Chord(0, 4, 7);

    [Theory]
    [InlineData(AlongWay.Couple)]
    [InlineData(AlongWay.Shadow)]
    [InlineData(AlongWay.Sparse)]
    internal void Notes_begin_on_the_grid_and_are_tones_of_the_chord(AlongWay way)
    {
        var notes = Play(way, PlayedCall.Beats());
        Assert.InRange(notes.Count, 8, 60);
        foreach (var note in notes)
        {
            var position = note.Onset.Seconds / PlayedCall.BeatSeconds;
            Assert.Equal(Math.Round(2 * position) / 2, position, 0.01);
            Assert.True(CMajor.Has(note.Key));
        }
    }

    [Fact]
    public void A_player_who_never_pauses_is_left_room()
    {
        var notes = Play(AlongWay.Sparse, PlayedCall.Beats());
        Assert.InRange(notes.Sum(note => note.Seconds) / 30, 0.08, 0.4);
        Assert.True(notes.Count < Play(AlongWay.Couple, PlayedCall.Beats()).Count);
    }

    [Fact]
    public void Where_a_chord_may_change_unheard_nothing_is_struck()
    {
        foreach (var note in Play(AlongWay.Couple, PlayedCall.Beats()))
        {
            Assert.True(note.Onset.Seconds / PlayedCall.BeatSeconds % 4 > 0.9);
        }
    }

    [Fact]
    public void Where_a_chart_tells_the_chord_first_beats_are_struck_in_it()
    {
        ImmutableArray<ChordSpan> chart =
        [
            .. Enumerable.Range(0, 20).Select(bar => new ChordSpan(
                4 * bar, bar % 2 == 0 ? CMajor : PlayedCall.Chord(5, 9, 0))),
        ];
        var firsts = 0;
        foreach (var note in Play(AlongWay.Couple, PlayedCall.Beats(), chart))
        {
            var beat = note.Onset.Seconds / PlayedCall.BeatSeconds;
            firsts += beat % 4 < 0.1 ? 1 : 0;
            Assert.True(chart[(int)Math.Floor(beat / 4 + 0.01)].Chord.Has(note.Key));
        }

        Assert.True(firsts >= 5);
    }

    [Theory]
    [InlineData(0.9, false, 0.5)]
    [InlineData(0.9, true, 2 / 3.0)]
    [InlineData(0.7, false, null)]
    internal void Of_slow_beats_halves_are_played_too(double seconds, bool triple, double? half)
    {
        var notes = Play(
            AlongWay.Sparse, PlayedCall.Beats(seconds),
            grid: triple ? Subdivision.Triplets : Subdivision.Eighths);
        double[] between =
        [
            .. notes.Select(note => note.Onset.Seconds / seconds % 1)
                .Where(place => place is > 0.01 and < 0.99),
        ];
        Assert.Equal(half is null, between.Length == 0);
        Assert.All(between, place => Assert.Equal(half!.Value, place, 0.01));
        Assert.All(
            notes.Zip(notes.Skip(1)),
            pair => Assert.True(
                pair.First.Onset.PlusSeconds(pair.First.Seconds) <= pair.Second.Onset));
    }

    [Fact]
    public void Behind_half_a_slow_beat_a_fast_whole_one_is_not_left_out()
    {
        // Half a beat at 3.6 s is decided; then beats are fast, the next of them at 4 s.
        List<double> seconds = [];
        for (ulong seed = 1; seed <= 8; seed++)
        {
            var line = PlayedCall.Beats(0.8);
            var fast = line.Now!.Value with
            {
                At = SampleTime.FromSeconds(4),
                Seconds = 0.7,
                BarBeat = 1,
            };
            seconds.AddRange(
                Play(
                    AlongWay.Couple, line, [new ChordSpan(0, CMajor)], seed: seed,
                    turns: (SampleTime.FromSeconds(3.4), fast))
                    .Select(note => Math.Round(note.Onset.Seconds, 2)));
        }

        Assert.Contains(4, seconds);
    }

    [Fact]
    public void Without_a_beat_and_without_a_player_it_waits()
    {
        var lost = PlayedCall.Beats();
        lost.Hear(null, default);
        Assert.Empty(Play(AlongWay.Couple, lost));
        Assert.Empty(Play(AlongWay.Couple, PlayedCall.Beats(), plays: false));
    }

    [Fact]
    public void It_does_not_rub_against_what_sounds()
    {
        // The player holds B: C, a semitone beside it, is left out.
        Assert.DoesNotContain(
            Play(AlongWay.Couple, PlayedCall.Beats(), key: 71), note => note.Key % 12 == 0);
    }

    [Fact]
    public void Who_follows_a_line_keeps_off_the_tones_that_it_goes_on_with()
    {
        // A line of F and E, now on E: E rubs against the F that may come, and C does not.
        var notes = Play(AlongWay.Shadow, PlayedCall.Beats(), key: 64, before: 65);
        Assert.NotEmpty(notes);
        Assert.DoesNotContain(notes, note => note.Key % 12 == 4);
    }

    [Fact]
    public void Of_the_chords_tones_it_prefers_those_that_the_player_uses()
    {
        // Of C E G the player stays on G, which lies further from its own voice than E.
        var notes = Play(AlongWay.Couple, PlayedCall.Beats(), key: 79);
        Assert.True(notes.Count(note => note.Key % 12 == 7) > 0.6 * notes.Count);
    }

    [Theory]
    [InlineData(AlongWay.Couple)]
    [InlineData(AlongWay.Sparse)]
    internal void Of_a_chord_that_is_not_sure_only_what_the_player_plays_is_played(AlongWay way)
    {
        // The player holds A: whether the chord is C is a guess.
        var notes = Play(way, PlayedCall.Beats(), key: 69, sureness: 0.3);
        Assert.NotEmpty(notes);
        Assert.All(notes, note => Assert.Equal(9, note.Key % 12));
    }

    [Fact]
    public void Right_behind_a_line_the_tones_of_it_and_of_an_unsure_chord_are_played()
    {
        var notes = Play(
            AlongWay.Shadow, PlayedCall.Beats(), key: 69, before: 64, sureness: 0.3);
        Assert.NotEmpty(notes);
        Assert.All(notes, note => Assert.Equal(4, note.Key % 12));
    }

    [Fact]
    public void Of_a_chord_that_is_not_sure_several_lines_leave_what_is_played_of_it()
    {
        var notes = Play(
            AlongWay.Couple, PlayedCall.Beats(), key: 69, under: 64, sureness: 0.3);
        Assert.NotEmpty(notes);
        Assert.All(notes, note => Assert.Equal(4, note.Key % 12));
    }

    private static List<TimedNote> Play(
        AlongWay way, BeatLine line, ImmutableArray<ChordSpan>? chart = null,
        bool plays = true, int key = 76, int? before = null, int? under = null,
        double sureness = 1, Subdivision? grid = null, ulong seed = 3,
        (SampleTime At, Beat Beat)? turns = null)
    {
        var along = new AlongComposer(new(seed));
        List<TimedNote> notes = [];
        for (var tick = 200; tick < 3200; tick++)
        {
            var now = SampleTime.FromSeconds(tick * 0.01);
            if (now == turns?.At)
            {
                line.Hear(turns.Value.Beat, now);
            }

            HeardNote[] earlier =
                before is { } other ? [new(now.PlusSeconds(-1), 0.6, other, -20)] : [];
            HeardNote[] lower =
                under is { } low ? [new(now.PlusSeconds(-0.4), 0.4, low, -20)] : [];
            HeardNote[] recent =
                plays ? [.. earlier, .. lower, new(now.PlusSeconds(-0.4), 0.4, key, -20)] : [];
            notes.AddRange(along.Next(new AlongOrder(
                now, line, grid ?? Subdivision.Eighths, CMajor, chart ?? [], recent,
                Texture.Of(recent), PlayerLevel.Usual, way, new PhraseRegister(52, 76, 64))
            { ChordSureness = sureness }));
        }

        return notes;
    }
}
