using Antiphon.Perception;
using Antiphon.Quantizer;

namespace Antiphon.Tests.Perception;

/// <summary>A contract as a small rig might have it.</summary>
internal static class Contracts
{
    public static RuntimeFingerprint Runtime { get; } =
        new("linux", "x64", "10.0.0", "1.31.1", "v256");

    public static PerceptionContract Of(VocabularyOptions options) => new()
    {
        SampleRateHz = 24000,
        SegmentSamples = 8400,
        Resampler = "kaiser-12/64",
        LevelRule = "as-is",
        HpssFftSize = 2048,
        HpssHopSamples = 512,
        HpssHarmonicKernel = 31,
        HpssPercussiveKernel = 31,
        HpssPower = 2,
        HpssHarmonicMargin = 1,
        HpssPercussiveMargin = 1,
        ContextSamples = 24064,
        LookAheadSamples = 0,
        Encoder = "spectral",
        EncoderSha256 = "00ff",
        EncoderContextSamples = 4000,
        EncoderInputNormalisation = "none",
        EncoderOutputLayer = "last",
        FrameHopSamples = 320,
        FrameReceptiveFieldSamples = 400,
        FramesPerSegment = 26,
        RunningHalfLifeSeconds = options.RunningHalfLifeSeconds,
        PcaSize = options.PcaSize,
        Whiten = options.Whiten,
        UnitSphere = options.UnitSphere,
        TokenCount = options.TokenCount,
        Stems = options.Stems,
    };
}
