using Antiphon.Encoder;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// The probe at start, through the production graph with the shipped model and vocabulary: it
/// passes as it is, and catches every alteration that the contract's declared values would not.
/// </summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task The_rig_as_it_is_hears_alike() => Assert.True((await Verdict(null)).Passed);

    [Fact]
    public async Task A_view_that_begins_a_sample_late_is_caught() =>
        Caught(await Verdict(new Meddler(before: (stems, _) =>
            stems[..^1].CopyTo(stems.AsSpan(1)))));

    [Fact]
    public async Task A_frame_grid_that_is_off_by_one_is_caught() =>
        Caught(await Verdict(new Meddler(after: (features, dimensions) =>
            features[..^dimensions].CopyTo(features.AsSpan(dimensions)))));

    [Fact]
    public async Task Swapped_stems_are_caught() =>
        Caught(await Verdict(new Meddler(after: SwapHalves)));

    [Fact]
    public async Task Averaging_is_caught() => Caught(await Verdict(new Meddler(after: Average)));

    [Fact]
    public async Task Another_output_of_the_model_is_caught() =>
        Caught(await Verdict(new Meddler(after: (features, _) => Array.Reverse(features))));

    private static void Caught(ProbeVerdict verdict)
    {
        Assert.False(verdict.Passed);
        Assert.Contains("hears wrongly", verdict.Text, StringComparison.Ordinal);
    }

    private static void SwapHalves(float[] features, int dimensions)
    {
        if (features.Length == 2 * FrameGrid.FramesPerSegment * dimensions)
        {
            var half = features.Length / 2;
            var first = features[..half];
            features.AsSpan(half).CopyTo(features);
            first.CopyTo(features, half);
        }
    }

    // Every frame of a segment becomes the segment's mean: the fault of the predecessor.
    private static void Average(float[] features, int dimensions)
    {
        var stemLength = FrameGrid.FramesPerSegment * dimensions;
        for (var stem = 0; stem < features.Length; stem += stemLength)
        {
            for (var feature = 0; feature < dimensions; feature++)
            {
                var sum = 0f;
                for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
                {
                    sum += features[stem + frame * dimensions + feature];
                }

                var mean = sum / FrameGrid.FramesPerSegment;
                for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
                {
                    features[stem + frame * dimensions + feature] = mean;
                }
            }
        }
    }

    private static async Task<ProbeVerdict> Verdict(Meddler? meddler)
    {
        using var hearing = HearingSetup.Open(new RigOptions());
        var vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        IFrameEncoder encoder = meddler is null
            ? hearing.Ears.Encoder
            : meddler.Around(hearing.Ears.Encoder);
        await using var rig = new Rig.Rig(TimeProvider.System);
        var probe = vocabulary.Probe!;
        var ears = hearing.Ears with { Encoder = encoder };
        var here = await ProbeRun.Hear(
            rig, ears, vocabulary, probe.Audio, probe.SampleRateHz);
        return ProbeCheck.Compare(probe.Heard, here);
    }

    /// <summary>An encoder whose view or whose answer is meddled with.</summary>
    private sealed class Meddler(
        Action<float[], int>? before = null, Action<float[], int>? after = null) : IFrameEncoder
    {
        private IFrameEncoder _inner = null!;

        public int Dimensions => _inner.Dimensions;

        public int ContextSamples => _inner.ContextSamples;

        public string ModelSha256 => _inner.ModelSha256;

        public Meddler Around(IFrameEncoder inner)
        {
            _inner = inner;
            return this;
        }

        public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
        {
            var view = stems.ToArray();
            before?.Invoke(view, Dimensions);
            var answer = new float[stemCount * FrameGrid.FramesPerSegment * Dimensions];
            var frames = _inner.Encode(view, stemCount, answer);
            after?.Invoke(answer, Dimensions);
            answer.CopyTo(features);
            return frames;
        }

        public void Terminate() => _inner.Terminate();

        public void Dispose() => _inner.Dispose();
    }
}
