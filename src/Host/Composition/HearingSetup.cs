using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Host.Configuration;
using Antiphon.Hpss;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>What this rig hears with: its ears, and the contract that says how they hear.</summary>
internal sealed class HearingSetup : IDisposable
{
    private readonly EncoderTurns _encoder;

    private HearingSetup(EncoderTurns encoder, RigOptions options, PerceptionContract contract)
    {
        _encoder = encoder;
        Ears = new HearingSpec(options.Capture, options.Hpss, options.Gate, encoder.First);
        Contract = contract;
    }

    /// <summary>Where the shipped models and vocabulary lie.</summary>
    public static string ModelsFolder { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The vocabulary that comes with the program.</summary>
    public static string ShippedVocabulary { get; } =
        Path.Combine(ModelsFolder, "generated.safetensors");

    public HearingSpec Ears { get; }

    /// <summary>The same ears for a run beside the music, which goes first.</summary>
    public HearingSpec EarsAside => Ears with { Encoder = _encoder.Second };

    public PerceptionContract Contract { get; }

    /// <summary>Opens the encoder that the settings name, and states the contract.</summary>
    /// <exception cref="ModelRefusedException">
    /// The model is unknown, damaged or does not run.
    /// </exception>
    public static HearingSetup Open(RigOptions options)
    {
        var model = Shelf.Model(options.Encoder.Model);
        return new HearingSetup(
            new EncoderTurns(OnnxFrameEncoder.Open(model, options.Encoder)),
            options,
            ContractOf(options, model.Entry));
    }

    public void Dispose() => _encoder.Dispose();

    private static PerceptionContract ContractOf(RigOptions options, ModelEntry model) => new()
    {
        SampleRateHz = SampleRate.Hz,
        SegmentSamples = FrameGrid.SegmentSamples,
        Resampler = PolyphaseResampler.Design,
        LevelRule = LevelRule(options.Capture),
        HpssFftSize = HpssParameters.Default.FftSize,
        HpssHopSamples = HpssParameters.Default.HopSamples,
        HpssHarmonicKernel = HpssParameters.Default.HarmonicKernel,
        HpssPercussiveKernel = HpssParameters.Default.PercussiveKernel,
        HpssPower = HpssParameters.Default.Power,
        HpssHarmonicMargin = HpssParameters.Default.HarmonicMargin,
        HpssPercussiveMargin = HpssParameters.Default.PercussiveMargin,
        ContextSamples = options.Hpss.ContextSamples,
        LookAheadSamples = options.Hpss.LookAheadSamples,
        Encoder = model.Name,
        EncoderSha256 = model.Sha256,
        EncoderContextSamples = model.ContextSamples,
        EncoderInputNormalisation = "none",
        EncoderOutputLayer =
            model.Layer is { } layer ? FormattableString.Invariant($"{layer}") : "output",
        FrameHopSamples = FrameGrid.HopSamples,
        FrameReceptiveFieldSamples = FrameGrid.ReceptiveFieldSamples,
        FramesPerSegment = FrameGrid.FramesPerSegment,
        RunningHalfLifeSeconds = options.Vocabulary.RunningHalfLifeSeconds,
        PcaSize = options.Vocabulary.PcaSize,
        Whiten = options.Vocabulary.Whiten,
        UnitSphere = options.Vocabulary.UnitSphere,
        TokenCount = options.Vocabulary.TokenCount,
        Stems = options.Vocabulary.Stems,
    };

    private static string LevelRule(CaptureOptions capture) => FormattableString.Invariant(
        $"clip {capture.ClipLevel}, high-pass {capture.OffsetCutoffHz} Hz, no gain");
}
