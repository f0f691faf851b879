using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Host.Configuration;
using Antiphon.Hpss;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Signal;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Host.Composition;

/// <summary>What this rig hears with: its ears, and the contract that says how they hear.</summary>
internal sealed class HearingSetup : IDisposable
{
    private readonly EncoderTurns _encoder;
    private readonly RigOptions _options;
    private OnnxEar? _ear;

    private HearingSetup(EncoderTurns encoder, RigOptions options, PerceptionContract contract)
    {
        (_encoder, _options) = (encoder, options);
        Ears = new HearingSpec(options.Capture, options.Hpss, options.Gate, encoder.First);
        Contract = contract;
    }

    /// <summary>Where the shipped models and vocabulary lie.</summary>
    public static string ModelsFolder { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The vocabulary that comes with the program.</summary>
    public static string ShippedVocabulary { get; } =
        Path.Combine(ModelsFolder, "generated.safetensors");

    public HearingSpec Ears { get; private set; }

    /// <summary>The same ears for a run beside the music, which goes first.</summary>
    public HearingSpec EarsAside => Ears with
    {
        Encoder = _encoder.Second,
        Ear = null,
    };

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
            ContractOf(
                options,
                model.Entry,
                options.Transcription.Model is { Length: > 0 } ear
                    ? Shelf.Model(ear).Entry
                    : null));
    }

    /// <summary>Opens the ear for notes too, where the settings name one, and tries it.</summary>
    /// <returns>What it heard, for a person; empty without an ear.</returns>
    /// <exception cref="ModelRefusedException">
    /// The model is unknown, damaged or does not run, or it hears other notes than are played.
    /// </exception>
    public string OpenEar()
    {
        var options = _options.Transcription;
        if (options.Model.Length == 0)
        {
            return "";
        }

        _ear = OnnxEar.Open(Shelf.Model(options.Model), options.StepFrames);
        var verdict = Passed(EarProbe.Hear(_ear), options.Model);
        Ears = Ears with { Ear = new EarSpec(_ear, options) };
        return verdict;
    }

    /// <summary>What an ear heard, for a person.</summary>
    /// <exception cref="ModelRefusedException">It heard other notes than were played.</exception>
    internal static string Passed(EarVerdict verdict, string model) => verdict.Passed
        ? verdict.Text
        : throw new ModelRefusedException(
            $"this rig hears wrongly: {verdict.Text} by the ear '{model}'; check it with antiphon "
            + "models verify, or play without notes by --set transcription.model=");

    public void Dispose()
    {
        _ear?.Dispose();
        _encoder.Dispose();
    }

    private static PerceptionContract ContractOf(
        RigOptions options, ModelEntry model, ModelEntry? ear) => new()
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
            EarSha256 = ear?.Sha256,
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
