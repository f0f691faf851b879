using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Tests.Encoder;
using Antiphon.Tests.Rig;
using Xunit;

namespace Antiphon.Tests.Perception;

/// <summary>
/// The probe against another layer of the same model, through the graph that plays: two imports of
/// the tiny reference model that differ in nothing else.
/// </summary>
public sealed class OtherLayerTests : IDisposable
{
    private const double Seconds = 9;

    private readonly string _models = Directory.CreateTempSubdirectory("models").FullName;

    public void Dispose() => Directory.Delete(_models, recursive: true);

    [Fact]
    public async Task Another_layer_of_the_encoder_is_caught_on_any_runtime()
    {
        var learned = await Hear(layer: 2);
        var vocabulary = Trained.Learn(
            training: new TrainingOptions { LeastFramesPerToken = 10 },
            recordings: [new TrainingRecording("toy", learned)]);
        var expected = Heard(vocabulary, learned);

        Assert.True(ProbeCheck.Compare(expected, Heard(vocabulary, await Hear(layer: 2))).Passed);
        var elsewhere = Heard(vocabulary, await Hear(layer: 1)) with
        {
            Runtime = Contracts.Runtime with { Architecture = "arm64" },
        };
        var verdict = ProbeCheck.Compare(expected, elsewhere);
        Assert.False(verdict.Passed);
        Assert.Contains("hears wrongly", verdict.Text, StringComparison.Ordinal);
    }

    private static ProbeHearing Heard(Vocabulary vocabulary, List<SegmentEncoded> segments) =>
        Trained.Hear(vocabulary, segments);

    private async Task<List<SegmentEncoded>> Hear(int layer)
    {
        ModelImport.Run(TinyMert.Folder, Path.Combine(_models, $"layer{layer}.onnx"), layer);
        var model = ModelManifest.Load(_models).Check($"layer{layer}");
        using var encoder = OnnxFrameEncoder.Open(model, new EncoderOptions());
        await using var rig = new Antiphon.Rig.RigSystem(TimeProvider.System);
        var heard = new Encodings();
        await rig.Run(new RigPlan
        {
            Ears = new HearingSpec(
                new CaptureOptions(), new HpssOptions(), new GateOptions(), encoder),
            Input = ToySound.Input(Seconds),
            Observer = heard,
        });
        return heard.Segments;
    }

    private sealed class Encodings : IRigObserver
    {
        public List<SegmentEncoded> Segments { get; } = [];

        public void Encoded(Slot slot)
        {
            if (slot is SegmentEncoded segment)
            {
                Segments.Add(segment);
            }
        }
    }
}
