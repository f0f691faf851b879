using Antiphon.Diagnosis;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Tests.Perception;
using Antiphon.Tests.Quantizer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Diagnosis;

public sealed class AveragesTests
{
    [Fact]
    public void Only_frames_that_sound_are_averaged()
    {
        // Harmonic [k, 1]: of 26 frames only 4 and 8 sound. Percussive: none does.
        var harmonic = Enumerable.Range(0, 26).SelectMany(k => new[] { k, 1f }).ToArray();
        var segment = Encoded.Segment(
            3,
            harmonic,
            new float[52],
            2,
            [.. Enumerable.Range(0, 26).Select(k => Encoded.Descriptors(k is 4 or 8, false))]);
        var mean = SegmentMean.Of(segment);

        Assert.Equal([6f, 1f], mean.Harmonic.ToArray());
        Assert.Equal([0f, 0f], mean.Percussive.ToArray());
        Assert.True(Assert.Single(mean.Frames).HarmonicOpen);
        Assert.False(mean.Frames[0].PercussiveOpen);
        Assert.Equal(segment.Place, mean.Place);
    }

    [Fact]
    public void Dense_windows_come_in_the_order_of_time()
    {
        Assert.Equal(168, DenseWindows.HopSamples);
        Assert.Equal(50, DenseWindows.Hearings);
        Assert.Equal(FrameGrid.SegmentSamples / 2, DenseWindows.OffsetOf(25).Samples);

        // Two averages of each hearing, but one of the last three.
        var hearings = Enumerable.Range(0, 50)
            .Select(hearing => (IReadOnlyList<SegmentEncoded>)[.. Enumerable
                .Range(0, hearing < 47 ? 2 : 1)
                .Select(segment => Average(segment, 50 * segment + hearing))])
            .ToList();
        var windows = DenseWindows.InOrder(hearings).ToList();

        Assert.Equal(97, windows.Count);
        Assert.Equal(
            Enumerable.Range(0, 97).Select(window => (float)window),
            windows.Select(window => window.Harmonic.Span[0]));
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.Equal(
            pair.First.End, pair.Second.Start));
    }

    [Fact]
    public void Words_are_refitted_to_averages_by_the_trainer_and_name_them()
    {
        var learned = Trained.Learn();
        var means = Enumerable.Range(1, 8)
            .Select(seed => Encoded.Recording((ulong)seed, 60, Trained.Dimensions)
                .Select(SegmentMean.Of).ToList())
            .ToList();
        var refitted = AveragedTokens.Refit(
            learned.Contract, new TrainingOptions(), means, Contracts.Runtime);
        var heard = AveragedTokens.Of(refitted, means[0]).ToList();

        Assert.Equal(PerceptionContract.PoolingSegmentMean, refitted.Contract.Pooling);
        Assert.Equal(1, refitted.Audit.FramesPerSegment);
        Assert.True(refitted.Audit.IsBalanced);
        Assert.Equal(8 * 58, refitted.Audit.Harmonic.Vectors); // two of each are warming
        Assert.DoesNotContain(0, refitted.PercussiveStatistics.Histogram.ToArray());
        Assert.Equal(60, heard.Count);
        Assert.Equal(58, TokenTally.Of(heard, Stem.Harmonic, 12).Count);
        Assert.NotEqual(
            heard.Select(frame => frame.Harmonic),
            AveragedTokens.Of(learned, means[0]).Select(frame => frame.Harmonic));
    }

    [Fact]
    public void Too_few_averages_are_refused() => Assert.Throws<TooLittleAudioException>(
        () => AveragedTokens.Refit(
            Trained.Learn().Contract,
            new TrainingOptions(),
            [Trained.Segments[0].Select(SegmentMean.Of)],
            Contracts.Runtime));

    private static SegmentEncoded Average(int segment, float value) => Encoded.Segment(
        segment, [value], [value], 1, [Encoded.Descriptors(true, true)]);
}
