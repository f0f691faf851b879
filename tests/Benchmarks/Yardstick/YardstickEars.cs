using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Yardstick;

/// <summary>The rig's own ears around any encoder: they hear, learn words, read them.</summary>
internal sealed class YardstickEars(RigSystem rig, IFrameEncoder encoder)
{
    private readonly HearingSpec _ears =
        new(new CaptureOptions(), new HpssOptions(), new GateOptions(), encoder);

    /// <summary>The features of a generated piece.</summary>
    public Task<YardstickSound> Hear(GeneratedPiece piece) => Hear(
        new MemoryAudioInput(piece.Name, piece.Render(), GeneratedPiece.SampleRateHz),
        piece.Score);

    /// <summary>The features of any sound, from a cold start.</summary>
    /// <param name="score">What is played, where that is known.</param>
    public async Task<YardstickSound> Hear(IAudioInput input, Score? score = null)
    {
        using (input)
        {
            var heard = new Heard();
            var outcome = await rig.Run(
                new RigPlan { Ears = _ears, Input = input, Observer = heard });
            return outcome.Fault is { } fault
                ? throw new InvalidOperationException($"{input.Name}: {fault}")
                : new YardstickSound(input.Name, score, heard.Samples.ToArray(), heard.Slots);
        }
    }

    /// <summary>Learns words from a corpus, as <c>antiphon train</c> does.</summary>
    public Vocabulary Learn(
        IEnumerable<YardstickSound> corpus, VocabularyOptions options, long seed) =>
        new VocabularyTrainer(ContractOf(options), new TrainingOptions { Seed = seed }).Train(
            [.. corpus.Select(sound => new TrainingRecording(sound.Name, sound.Slots))],
            RuntimeFingerprint.Current("yardstick"));

    /// <summary>The words of every frame, in order.</summary>
    public static List<FrameToken> Read(YardstickSound sound, Vocabulary vocabulary)
    {
        var quantizer = vocabulary.CreateQuantizer();
        return [.. sound.Slots.OfType<SegmentEncoded>()
            .SelectMany(segment => quantizer.Quantize(segment).Tokens)];
    }

    private PerceptionContract ContractOf(VocabularyOptions options) => new()
    {
        SampleRateHz = SampleRate.Hz,
        SegmentSamples = FrameGrid.SegmentSamples,
        Resampler = PolyphaseResampler.Design,
        LevelRule = "yardstick",
        HpssFftSize = HpssParameters.Default.FftSize,
        HpssHopSamples = HpssParameters.Default.HopSamples,
        HpssHarmonicKernel = HpssParameters.Default.HarmonicKernel,
        HpssPercussiveKernel = HpssParameters.Default.PercussiveKernel,
        HpssPower = HpssParameters.Default.Power,
        HpssHarmonicMargin = HpssParameters.Default.HarmonicMargin,
        HpssPercussiveMargin = HpssParameters.Default.PercussiveMargin,
        ContextSamples = _ears.Hpss.ContextSamples,
        LookAheadSamples = _ears.Hpss.LookAheadSamples,
        Encoder = "yardstick",
        EncoderSha256 = encoder.ModelSha256,
        EncoderContextSamples = encoder.ContextSamples,
        EncoderInputNormalisation = "none",
        EncoderOutputLayer = "output",
        FrameHopSamples = FrameGrid.HopSamples,
        FrameReceptiveFieldSamples = FrameGrid.ReceptiveFieldSamples,
        FramesPerSegment = FrameGrid.FramesPerSegment,
        RunningHalfLifeSeconds = options.RunningHalfLifeSeconds,
        PcaSize = options.PcaSize,
        Whiten = options.Whiten,
        UnitSphere = options.UnitSphere,
        TokenCount = options.TokenCount,
        Stems = options.Stems,
    };

    private sealed class Heard : IRigObserver
    {
        public List<float> Samples { get; } = [];

        public List<Slot> Slots { get; } = [];

        public void Captured(Slot slot)
        {
            if (slot is SegmentCaptured segment)
            {
                Samples.AddRange(segment.Samples.Span[..FrameGrid.SegmentSamples]);
            }
        }

        public void Encoded(Slot slot)
        {
            if (slot is SegmentEncoded or Gap)
            {
                Slots.Add(slot);
            }
        }
    }
}
