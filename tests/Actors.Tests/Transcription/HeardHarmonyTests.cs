using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>Harmony from notes as an ear hears them: some missing, wrong, too many, late.</summary>
public sealed class HeardHarmonyTests
{
    private const double BeatSeconds = 0.5;
    private const double BarSeconds = 2;
    private const int Bars = 32;

    // Functional progressions of a major and a minor key: degree and tones in semitones.
    private static readonly int[][] InMajor =
        [[0, 4, 7], [9, 12, 16], [5, 9, 12], [2, 5, 9], [7, 11, 14, 17]];

    private static readonly int[][] InMinor =
        [[0, 3, 7], [8, 12, 15], [5, 8, 12], [2, 5, 8, 12], [7, 11, 14, 17]];

    [Theory]
    [InlineData(BeatSeconds, 0.9)]
    [InlineData(2 * BeatSeconds, 0.9)]
    [InlineData(BeatSeconds / 2, 0.9)]
    [InlineData(0, 0.85)]
    public void Chords_and_keys_of_full_music_are_heard_through_errors(double beat, double must)
    {
        var scores = Enumerable.Range(0, 4)
            .Select(seed => Score(seed, beat, withChords: true)).ToArray();
        Assert.InRange(scores.Average(score => score.Root), must, 1);
        Assert.InRange(scores.Average(score => score.Key), 0.9, 1);

        // The music has 30 changes a minute.
        Assert.InRange(scores.Average(score => score.Changes), 20, 36);
    }

    [Fact]
    public void A_line_alone_implies_half_of_its_chords_and_its_key()
    {
        var scores = Enumerable.Range(0, 6)
            .Select(seed => Score(seed, BeatSeconds, withChords: false)).ToArray();
        Assert.InRange(scores.Average(score => score.Root), 0.45, 1);
        Assert.InRange(scores.Average(score => score.Key), 0.7, 1);
        Assert.InRange(scores.Average(score => score.Changes), 10, 36);
    }

    [Fact]
    public void When_it_is_asked_changes_nothing()
    {
        var often = Music(7, BeatSeconds, true).Played;
        var seldom = Music(7, BeatSeconds, true).Played;
        for (var i = 0; i < 100 * 30; i++)
        {
            often.At(0.01 * i);
        }

        seldom.Hear(30);
        Assert.Equal(seldom.At(30), often.At(30));
    }

    [Fact]
    public void It_hears_without_allocating()
    {
        var played = Music(8, BeatSeconds, true).Played;
        played.At(20);
        var (tracker, note) = (played.Tracker, new NoteBegan(
            SampleTime.FromSeconds(20.1), 60, -20, 1,
            SampleTime.FromSeconds(20.2)));
        tracker.Began(note);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 400; i++)
        {
            var time = SampleTime.FromSeconds(20.3 + 0.25 * i);
            tracker.Follow(new Beat(time, BeatSeconds, 0.9));
            tracker.Began(note with { Onset = time, Key = 48 + i * 7 % 40, KnownAt = time });
            tracker.At(time);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (double Root, double Key, double Changes) Score(
        int seed, double beat, bool withChords)
    {
        var (played, tonic, isMinor, roots) = Music(seed, beat, withChords);
        var (rootHits, keyHits, rootCount, keyCount, changes) = (0, 0, 0, 0, 0);
        int? before = null;
        for (var i = 0; i < 20 * Bars * BarSeconds; i++)
        {
            var time = i / 20.0;
            var now = played.At(time);
            var bar = (int)(time / BarSeconds);
            changes += now.Chord?.Root != before ? 1 : 0;
            before = now.Chord?.Root;
            if (time % BarSeconds >= BarSeconds / 2)
            {
                rootCount++;
                rootHits += now.Chord?.Root == roots[bar] ? 1 : 0;
            }

            if (time > 6)
            {
                keyCount++;
                keyHits += now.Key is { } key && key.Tonic == tonic && key.IsMinor == isMinor
                    ? 1 : 0;
            }
        }

        return ((double)rootHits / rootCount, (double)keyHits / keyCount,
            60 * changes / (Bars * BarSeconds));
    }

    private static (PlayedHarmony Played, int Tonic, bool IsMinor, int[] Roots) Music(
        int seed, double beat, bool withChords)
    {
        var random = new Random(seed);
        var (tonic, isMinor) = (random.Next(12), seed % 2 == 1);
        var table = isMinor ? InMinor : InMajor;
        var played = new PlayedHarmony { Lateness = 0.15, BeatSeconds = beat };
        var roots = new int[Bars];
        for (var bar = 0; bar < Bars; bar++)
        {
            // From the tonic away, and by the dominant home again.
            var degree = (bar % 4) switch { 0 => 0, 3 => 4, var at => 1 + random.Next(at + 1) };
            var tones = table[degree]
                .Select(tone => tone + tonic).ToArray();
            roots[bar] = tones[0] % 12;
            var start = bar * BarSeconds;
            if (withChords)
            {
                Spoil(played, random, start, 1.9, 36 + tones[0] % 12, -28);
                foreach (var half in new[] { 0, 1.0 })
                {
                    foreach (var tone in tones)
                    {
                        Spoil(played, random, start + half, 0.9, 54 + (tone + 6) % 12, -32);
                    }
                }
            }

            for (var quarter = 0; quarter < 4; quarter++)
            {
                // On weak beats any tone of the scale: of two other chords.
                var tone = quarter % 2 == 0 ? tones[random.Next(3)]
                    : table[random.Next(2) * 2][random.Next(3)] + tonic;
                Spoil(
                    played, random, start + quarter * BeatSeconds, 0.45, 72 + tone % 12,
                    quarter == 0 ? -20 : quarter == 2 ? -22 : -25);
            }
        }

        return (played, tonic, isMinor, roots);
    }

    // Of a hundred notes 15 are missing, 10 an octave off, 10 more are none, all are late.
    private static void Spoil(
        PlayedHarmony played, Random random, double onset, double seconds, int key, float db)
    {
        if (random.NextDouble() < 0.15)
        {
            return;
        }

        var shift = random.NextDouble() < 0.1 ? 12 : 0;
        var jitter = 0.02 * (random.NextDouble() - 0.5);
        played.Play(Math.Max(0, onset + jitter), seconds, [key + shift], db);
        if (random.NextDouble() < 0.1)
        {
            played.Play(onset + 0.1, 0.2, [key + random.Next(-20, 20)], db - 6);
        }
    }
}
