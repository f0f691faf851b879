using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>What is recalled, on the beat of now.</summary>
public sealed class BeatFitTests
{
    private static readonly Beat Now = new(At(100), 0.5, 0.9);

    [Fact]
    public void A_recall_begins_at_the_part_of_a_beat_at_which_it_was_heard()
    {
        // Heard a quarter of a beat behind the beat.
        var fit = BeatFit.Of(Run((10.15, 0.6)), Now, At(103.2))!.Value;
        Assert.Equal(103.625, fit.Origin.Seconds, 1e-6);
        Assert.Equal(0.5 / 0.6, fit.Recall.Stretch, 1e-9);
        Assert.Equal(0.5 / 0.6 * ByHand.Hop, fit.Recall.Frames[1].OffsetSeconds, 1e-9);
    }

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(0.25, 1.0)]
    [InlineData(0.9, 1.0 / 0.9)]
    [InlineData(0.36, 0.5 / 0.36)]
    public void A_beat_of_twice_the_length_is_the_same_beat(double seconds, double stretch)
    {
        var recall = BeatFit.Of(Run((10, seconds)), Now, At(101))!.Value.Recall;
        Assert.Equal(stretch, recall.Stretch, 1e-9);
        Assert.InRange(recall.Stretch, 1 / Math.Sqrt(2), Math.Sqrt(2));
    }

    [Fact]
    public void A_run_waits_for_its_place_in_the_beat_and_one_without_a_beat_does_not()
    {
        // A run of 0.4 s on the beat, one from half of a beat on, one of which no beat is known.
        var fit = BeatFit.Of(Run((10, 0.5), (20.25, 0.5), (30, null)), Now, At(101))!.Value;
        var begins = fit.Recall.Frames.Where(frame => frame.Jumped)
            .Select(frame => frame.OffsetSeconds).ToList();

        Assert.Equal(101, fit.Origin.Seconds, 1e-6);
        Assert.Equal(0, begins[0]);
        Assert.Equal(0.75, begins[1], 1e-6);
        Assert.Equal(0.75 + 30 * ByHand.Hop, begins[2], 1e-6);
        Assert.Equal(begins, fit.Recall.Runs.Select(run => run.OffsetSeconds));
        Assert.Equal(
            fit.Recall.Frames.Select(frame => frame.OffsetSeconds).Order(),
            fit.Recall.Frames.Select(frame => frame.OffsetSeconds));
    }

    [Fact]
    public void What_was_heard_without_a_beat_is_not_laid_on_one() =>
        Assert.Null(BeatFit.Of(Run((10, null), (20, 0.5)), Now, At(101)));

    [Fact]
    public void A_key_fits_by_the_tones_that_it_shares()
    {
        var now = InKey(0, isMinor: false);
        Assert.Equal(1, MusicFit.OfKey(now, InKey(9, isMinor: false), 3));
        Assert.Equal(0.8, MusicFit.OfKey(now, InKey(9, isMinor: true), 0));
        Assert.Equal(0.4, MusicFit.OfKey(now, InKey(5, isMinor: false), 0));
        Assert.Equal(0, MusicFit.OfKey(now, InKey(6, isMinor: false), 0));
        Assert.Equal(0, MusicFit.OfKey(now, MusicNow.Nothing, 0));
        Assert.Equal(0, MusicFit.OfKey(MusicNow.Nothing, now, 0));
    }

    [Fact]
    public void A_chord_fits_by_the_tones_that_it_shares_and_as_surely_as_both_are()
    {
        var now = OnChord(0, ChordKind.Major, 0.5);
        Assert.Equal(0.5, MusicFit.OfChord(now, OnChord(10, ChordKind.Major, 0.8), 2));
        Assert.Equal(0.25, MusicFit.OfChord(now, OnChord(9, ChordKind.Minor, 0.8), 0));
        Assert.Equal(0, MusicFit.OfChord(now, OnChord(6, ChordKind.Major, 0.8), 0));
        Assert.Equal(0, MusicFit.OfChord(now, MusicNow.Nothing, 0));
    }

    [Fact]
    public void Of_moves_that_fit_alike_the_one_into_the_key_of_now_is_taken()
    {
        double[] every = [.. Enumerable.Repeat(1.0, 6).SelectMany(one => new[] { one, 0 })];
        var options = new NavigationOptions { TranspositionBias = 0.1 };
        Assert.Equal(0, Transposition.Of(every, every, options, 0).Semitones);
        var moved = Transposition.Of(every, every, options, 0, move => move == 4 ? 0.5 : 0);
        Assert.Equal((4, 0.5), (moved.Semitones, moved.Music));
    }

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);

    private static MusicNow InKey(int tonic, bool isMinor) =>
        MusicNow.Nothing with { Key = new MusicalKey(tonic, isMinor, 1) };

    private static MusicNow OnChord(int root, ChordKind kind, double sureness) =>
        MusicNow.Nothing with { Chord = new Chord(root, kind, root, sureness) };

    // Runs of 30 frames; beats are whole numbers of their length from 10, 20, 30 s on.
    private static Recall Run(params (double From, double? BeatSeconds)[] runs)
    {
        List<RecalledFrame> frames = [];
        List<RecalledRun> kept = [];
        foreach (var (from, beat) in runs)
        {
            kept.Add(new RecalledRun(null, At(from), At(from), frames.Count * ByHand.Hop, 0));
            for (var i = 0; i < 30; i++)
            {
                var frame = ByHand.Frame(frames.Count * ByHand.Hop, ByHand.Pitched(60));
                var music = MusicNow.Nothing with
                {
                    Beat = beat is { } seconds
                        ? new Beat(At(10 * Math.Floor(from / 10)), seconds, 0.9)
                        : null,
                };
                frames.Add(frame with
                {
                    Frame = frame.Frame with { Time = At(from + i * ByHand.Hop) },
                    Jumped = i == 0,
                    Heard = new HeardFrame(UInt128.One << 60, i == 0, 60, music),
                });
            }
        }

        return new Recall(frames) { Runs = kept };
    }
}
