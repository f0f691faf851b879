using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>From notes to the chord and key of now, and the chord to come.</summary>
public sealed class HarmonyTrackerTests
{
    private static readonly int[] C = [36, 60, 64, 67];
    private static readonly int[] F = [41, 60, 65, 69];
    private static readonly int[] G7 = [43, 59, 65, 67];
    private static readonly int[] G = [43, 59, 62, 67];
    private static readonly int[] Am = [45, 60, 64, 69];
    private static readonly int[] Dm = [38, 62, 65, 69];
    private static readonly int[] E7 = [40, 59, 62, 64, 68];

    [Fact]
    public void A_cadence_names_its_chords_and_its_key_wherever_it_stands()
    {
        for (var up = 0; up < 12; up++)
        {
            var played = new PlayedHarmony()
                .Chords(1, [.. new[] { C, F, G7, C }.Select(chord => Up(chord, up))]);
            int[] roots = [0, 5, 7, 0];
            for (var i = 0; i < roots.Length; i++)
            {
                Assert.Equal((roots[i] + up) % 12, played.At(i + 0.7).Chord?.Root);
            }

            var now = played.At(4);
            Assert.Equal((up, false), (now.Key!.Value.Tonic, now.Key.Value.IsMinor));
            Assert.Equal(ChordKind.Major, now.Chord?.Kind);
            Assert.Equal(SampleTime.FromSeconds(3), now.ChordSince);
        }
    }

    [Theory]
    [InlineData(ChordKind.Major, 0, 4, 7)]
    [InlineData(ChordKind.Minor, 0, 3, 7)]
    [InlineData(ChordKind.Diminished, 0, 3, 6)]
    [InlineData(ChordKind.Augmented, 0, 4, 8)]
    [InlineData(ChordKind.Suspended, 0, 5, 7)]
    [InlineData(ChordKind.Dominant7, 0, 4, 7, 10)]
    [InlineData(ChordKind.Major7, 0, 4, 7, 11)]
    [InlineData(ChordKind.Minor7, 0, 3, 7, 10)]
    [InlineData(ChordKind.HalfDiminished7, 0, 3, 6, 10)]
    [InlineData(ChordKind.Diminished7, 0, 3, 6, 9)]
    public void Each_kind_of_chord_is_told_from_the_others(ChordKind kind, params int[] tones)
    {
        var played = new PlayedHarmony()
            .Play(0, 3, [40, .. tones.Select(tone => 64 + tone)]);
        var chord = played.At(2).Chord!.Value;
        Assert.Equal((4, kind, 4), (chord.Root, chord.Kind, chord.Bass));
        Assert.InRange(chord.Sureness, 0.4, 1);
    }

    [Fact]
    public void A_chord_upside_down_keeps_its_root_and_tells_its_bass()
    {
        var chord = new PlayedHarmony().Chords(1, C, F, G, [40, 60, 67, 72]).At(3.8).Chord!.Value;
        Assert.Equal((0, ChordKind.Major, 4), (chord.Root, chord.Kind, chord.Bass));
    }

    [Fact]
    public void A_leading_tone_tells_a_minor_key_from_its_relative_major()
    {
        var minor = new PlayedHarmony().Chords(1, Am, Dm, E7, Am).At(4).Key!.Value;
        Assert.Equal((9, true), (minor.Tonic, minor.IsMinor));
        var major = new PlayedHarmony().Chords(1, Am, Dm, G7, C).At(4).Key!.Value;
        Assert.Equal((0, false), (major.Tonic, major.IsMinor));
    }

    [Fact]
    public void A_broken_chord_is_one_chord()
    {
        var played = new PlayedHarmony();
        int[] keys = [48, 55, 60, 64, 67, 64, 60, 55];
        for (var i = 0; i < 32; i++)
        {
            played.Play(0.25 * i, 0.24, [keys[i % 8]]);
        }

        Assert.Equal(0, played.At(1).Chord?.Root);
        var since = played.At(1).ChordSince;
        Assert.Equal(0, played.At(8).Chord?.Root);
        Assert.Equal(since, played.At(8).ChordSince);
    }

    [Fact]
    public void Passing_tones_of_a_melody_change_no_chord()
    {
        var played = new PlayedHarmony { BeatSeconds = 0.5 };
        for (var bar = 0; bar < 4; bar++)
        {
            played.Play(2 * bar, 1.9, C);
        }

        int[] scale = [72, 74, 76, 77, 79, 81, 83, 84];
        for (var i = 0; i < 32; i++)
        {
            played.Play(0.25 * i, 0.24, [scale[i % 8]]);
        }

        for (var i = 30; i < 800; i++)
        {
            Assert.Equal(0, played.At(0.01 * i).Chord?.Root);
        }
    }

    [Fact]
    public void A_line_implies_its_chords()
    {
        var played = new PlayedHarmony { BeatSeconds = 0.5, BarBeats = 4 };
        int[][] bars = [[60, 64, 67, 64], [65, 69, 72, 69], [67, 71, 74, 65], [64, 60, 67, 60]];
        for (var i = 0; i < 16; i++)
        {
            played.Play(0.5 * i, 0.45, [bars[i / 4][i % 4]]);
        }

        int[] roots = [0, 5, 7, 0];
        Assert.All(roots.Index(), bar =>
            Assert.Equal(bar.Item, played.At(2 * bar.Index + 1.9).Chord?.Root));
        Assert.Equal(0, played.At(8).Key?.Tonic);
    }

    [Fact]
    public void Another_key_is_followed()
    {
        int[][] home = [C, F, G7, C, Am, Dm, G7, C];
        var played = new PlayedHarmony()
            .Chords(1, [.. home, .. home.Select(chord => Up(chord, 4))]);
        Assert.Equal(0, played.At(8).Key?.Tonic);
        Assert.Equal(4, played.At(14).Key?.Tonic);
        Assert.InRange(played.At(16).KeySince!.Value.Seconds, 8, 13);
    }

    [Fact]
    public void In_a_pause_chord_and_key_stay_ever_less_sure_and_are_forgotten_in_the_end()
    {
        var played = new PlayedHarmony().Chords(1, C, F, G7, C);
        var (end, later) = (played.At(4), played.At(12));
        Assert.Equal(end.Chord!.Value.Root, later.Chord!.Value.Root);
        Assert.InRange(later.Chord.Value.Sureness, 0.1, 0.6 * end.Chord.Value.Sureness);
        Assert.InRange(later.Key!.Value.Sureness, 0.3, 0.99 * end.Key!.Value.Sureness);
        Assert.Null(played.At(30).Chord);
        Assert.Null(played.At(30).Next);
        Assert.Equal(0, played.At(30).Key?.Tonic);
        Assert.Null(played.At(130).Key);
        Assert.Equal(default, played.At(100_000));
    }

    [Fact]
    public void A_progression_that_repeats_is_foretold_with_its_time()
    {
        int[][] loop = [C, G, Am, F];
        var played = new PlayedHarmony { BeatSeconds = 0.5 }
            .Chords(2, [.. loop, .. loop, .. loop]);
        int[] next = [7, 9, 5, 0];
        for (var i = 0; i < 4; i++)
        {
            Assert.Null(played.At(2 * i + 1.9).Next);
        }

        for (var i = 7; i < 11; i++)
        {
            var now = played.At(2 * i + 1.7);
            Assert.Equal(next[i % 4], now.Next?.Root);
            Assert.Equal(2 * i + 2, now.NextAt!.Value.Seconds, 0.1);
        }
    }

    [Fact]
    public void Sound_without_an_end_and_fists_are_endured()
    {
        var tracker = new HarmonyTracker();
        for (var key = 0; key < 128; key++)
        {
            tracker.Began(new NoteBegan(default, key, 0, 1, SampleTime.FromSeconds(0.1)));
        }

        Assert.InRange(tracker.At(SampleTime.FromSeconds(2)).Chord!.Value.Sureness, 0, 0.5);
        Assert.Null(tracker.At(SampleTime.FromSeconds(200)).Key);
        var played = new PlayedHarmony().Chords(1, C, F, G7, C);
        Assert.Equal(0, played.At(4).Key?.Tonic);
    }

    [Fact]
    public void Notes_that_are_none_are_refused()
    {
        var tracker = new HarmonyTracker();
        foreach (var (key, loudness) in new[] { (-1, 0f), (128, 0f), (60, float.NaN) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(
                () => tracker.Began(new NoteBegan(default, key, loudness, 1, default)));
        }

        Assert.Equal(default, tracker.At(SampleTime.FromSeconds(1)));
    }

    [Fact]
    public void What_was_forgotten_leaves_no_trace()
    {
        var played = new PlayedHarmony { BeatSeconds = 0.5 }.Chords(1, C, F, G7, C, E7, Am);
        played.Hear(7);
        played.Tracker.Reset();
        Assert.Equal(default, played.At(8));
        var fresh = new PlayedHarmony { BeatSeconds = 0.5 };
        foreach (var music in new[] { played, fresh })
        {
            music.Play(10, 1, Dm).Play(11, 1, G7).Play(12, 1, C);
        }

        Assert.Equal(fresh.At(13), played.At(13));
    }

    private static int[] Up(int[] chord, int semitones) =>
        [.. chord.Select(key => key + semitones)];
}
