using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Measures;

public class MusicalMeasuresTests
{
    [Fact]
    public void Overlap_is_the_share_of_the_players_time_with_a_note_beside_it()
    {
        // The player: 0 to 0.7 and 1.4 to 2.1 s. Beside it: 0.5 to 0.7 (twice), 1.4 to 1.5.
        var heard = ByHand.Heard(
            2.8, time => time is < 0.7 or > 1.4 and < 2.1 ? ByHand.Tone(60) : Moment.Silence);
        var measures = ByHand.Measure(
            heard, [ByHand.Note(0.5, 0.5), ByHand.Note(0.6, 0.2), ByHand.Note(1.3, 0.2)]);

        Assert.Equal(0.3 / 1.4, measures.OverlapShare!.Value, 6);
    }

    [Fact]
    public void Density_is_own_onsets_for_those_of_the_player()
    {
        // The player strikes at each of six segments; of four notes two begin together.
        var heard = ByHand.Heard(
            2.1, time => new Moment(60, false, -12, time % 0.35 < 0.0134 ? 9 : 0.3));
        var measures = ByHand.Measure(
            heard,
            [
                ByHand.Note(0.5), ByHand.Note(1), ByHand.Note(1.04, voice: Voice.Bass),
                ByHand.Note(1.5),
            ]);

        Assert.Equal(0.5, measures.DensityRatio!.Value, 6);
    }

    [Fact]
    public void A_strike_is_a_peak_or_sound_after_a_rest()
    {
        // Of strikes of 9 dB over 0.3 dB a frame later than the rise only the peak counts.
        var heard = ByHand.Heard(1.05, time => time is > 0.35 and < 0.42
            ? Moment.Silence
            : new Moment(60, false, -12, time is > 0.7 and < 0.72 ? 9 : 0.3));
        var strikes = OnsetCount.Strikes(new PlayerPart(heard).Played);

        Assert.Equal([0, 0.42, 0.7], strikes.Select(time => Math.Round(time.Seconds, 2)));
    }

    [Fact]
    public void Silence_is_the_longest_time_without_either_and_without_the_agent()
    {
        var heard = ByHand.Heard(
            10.5, time => time is < 0.7 or > 8.4 and < 9.1 ? ByHand.Tone(60) : Moment.Silence);
        var measures = ByHand.Measure(heard, [ByHand.Note(3, 1)]);

        Assert.Equal(4.4, measures.LongestSilenceSeconds!.Value, 6);
        Assert.Equal(6.5, measures.LongestOwnSilenceSeconds!.Value, 6);
    }

    [Fact]
    public void Notes_and_turns_are_counted_a_minute()
    {
        // 30 s: a turn in the melody; the bass makes none that counts.
        var notes = Enumerable.Range(0, 4).SelectMany(i => new[]
        {
            ByHand.Note(1 + 0.25 * i, key: 60 + i),
            ByHand.Note(9 + 0.25 * i, key: 40 + i, voice: Voice.Bass),
        });
        var measures = ByHand.Measure(ByHand.Heard(60, 0.7, 29.3), [.. notes]);

        Assert.Equal(30.1, measures.Seconds!.Value, 6);
        Assert.Equal(8 / (30.1 / 60), measures.NotesPerMinute!.Value, 6);
        Assert.Equal(1 / (30.1 / 60), measures.Distinct4gramsPerMinute!.Value, 6);
    }

    [Fact]
    public void Ranges_are_those_of_a_voice_without_its_extremes()
    {
        // Twenty keys from 41 and velocities from 61: the least is the first, the most the 19th.
        var notes = Enumerable.Range(1, 20).Select(i =>
            ByHand.Note(0.1 * i, key: 40 + i, voice: Voice.Bass, velocity: 60 + i));
        var measures = ByHand.Measure([], [.. notes, ByHand.Note(3, key: 90, velocity: 5)]);

        Assert.Equal(new MusicalMeasures.Spread(41, 59), measures.Register.Bass);
        Assert.Equal(new MusicalMeasures.Spread(61, 79), measures.Velocity.Bass);
        Assert.Equal(new MusicalMeasures.Spread(90, 90), measures.Register.Melody);
        Assert.Equal(new MusicalMeasures.Spread(5, 5), measures.Velocity.Melody);
    }

    [Fact]
    public void Likeness_is_weighed_by_notes_and_matches_by_decisions()
    {
        var measures = ByHand.Measure(
            ByHand.Heard(60, 0.7, 4.2),
            [],
            ByHand.Taken(1, 1, notes: 3) with { Likeness = new(1, null), MatchedFrames = 5 },
            ByHand.Taken(2, 2, notes: 1) with { Likeness = new(0.5, 0.25), MatchedFrames = 1 },
            ByHand.Taken(3, 3, notes: 2),
            ByHand.Taken(4, 4, notes: 0) with { Likeness = new(0, 0), MatchedFrames = 9 });

        Assert.Equal(0.875, measures.RecallOnsetF!.Value, 9);
        Assert.Equal(0.25, measures.RecallPitchClassShare!.Value, 9);
        Assert.Equal(2.0 / 3, measures.MatchShare!.Value, 9);
    }

    [Fact]
    public void Strokes_of_the_player_are_those_that_the_ear_heard()
    {
        // A tone that swells has one stroke by its sound; the ear heard four notes in it.
        var tokens = ByHand.Heard(60, 2.1, 0);
        var struck = new HeardFrame(UInt128.One << 60, true, 60, MusicNow.Nothing);
        var music = PlayedMusic.Of(tokens, [ByHand.Note(1), ByHand.Note(1.5)], []) with
        {
            Heard = tokens.ToDictionary(
                token => token.Ordinal,
                token => struck with { IsStruck = token.Ordinal % 40 == 0 }),
        };

        Assert.Equal(2.0 / 4, MusicalMeasures.Of(music).DensityRatio!.Value, 9);
    }

    [Fact]
    public void Of_nothing_nothing_is_known()
    {
        var measures = ByHand.Measure([], []);

        Assert.Equal(new MusicalMeasures { Seconds = 0 }, measures);
    }

    [Fact]
    public void Who_never_plays_is_measured_all_the_same()
    {
        Assert.Equal(
            new MusicalMeasures
            {
                Seconds = 4.2,
                OverlapShare = 0,
                DensityRatio = 0,
                NotesPerMinute = 0,
                Distinct4gramsPerMinute = 0,
                LongestSilenceSeconds = 3.5,
                LongestOwnSilenceSeconds = 4.2,
            },
            ByHand.Measure(ByHand.Heard(60, 0.7, 3.5), []));
    }

    [Fact]
    public void A_window_counts_what_begins_in_it_and_hears_what_came_before()
    {
        var music = PlayedMusic.Of(
            ByHand.Heard(60, 4.2, 4.2),
            [ByHand.Note(1), ByHand.Note(3.5, 0.6), ByHand.Note(5, key: 61), ByHand.Note(8)],
            [ByHand.Taken(1, 3) with { MatchedFrames = 1 }, ByHand.Taken(2, 4.5)]);
        var measures = MusicalMeasures.Of(
            music.Within(SampleTime.FromSeconds(4), SampleTime.FromSeconds(6)));

        Assert.Equal(30, measures.NotesPerMinute!.Value, 6);
        Assert.Equal(0, measures.HarmonicAgreement);
        Assert.Equal(0, measures.MatchShare);
        Assert.Equal(0.5, measures.OverlapShare!.Value, 6);
        // The player struck before the window, and not in it.
        Assert.Null(measures.DensityRatio);
    }
}
