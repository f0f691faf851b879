using Antiphon.Encoder;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Rig;
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
        Caught(await Verdict(new MeddledEncoder(before: (stems, _) =>
            stems[..^1].CopyTo(stems.AsSpan(1)))));

    [Fact]
    public async Task A_frame_grid_that_is_off_by_one_is_caught() =>
        Caught(await Verdict(new MeddledEncoder(after: (features, dimensions) =>
            features[..^dimensions].CopyTo(features.AsSpan(dimensions)))));

    [Fact]
    public async Task Swapped_stems_are_caught() =>
        Caught(await Verdict(new MeddledEncoder(after: MeddledEncoder.SwapHalves)));

    [Fact]
    public async Task Averaging_is_caught() =>
        Caught(await Verdict(new MeddledEncoder(after: MeddledEncoder.Average)));

    [Fact]
    public async Task Another_output_of_the_model_is_caught() =>
        Caught(await Verdict(new MeddledEncoder(after: (features, _) => Array.Reverse(features))));

    private static void Caught(ProbeVerdict verdict)
    {
        Assert.False(verdict.Passed);
        Assert.Contains("hears wrongly", verdict.Text, StringComparison.Ordinal);
    }

    private static async Task<ProbeVerdict> Verdict(MeddledEncoder? meddled)
    {
        using var hearing = HearingSetup.Open(new RigOptions());
        var vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        IFrameEncoder encoder = meddled is null
            ? hearing.Ears.Encoder
            : meddled.Around(hearing.Ears.Encoder);
        await using var rig = new RigSystem(TimeProvider.System);
        var probe = vocabulary.Probe!;
        var ears = hearing.Ears with { Encoder = encoder };
        var here = await ProbeRun.Hear(
            rig, ears, vocabulary, probe.Audio, probe.SampleRateHz);
        return ProbeCheck.Compare(probe.Heard, here);
    }
}
