using Antiphon.Disk.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>The adapter to ONNX Runtime: lengths, allocation, an end from outside.</summary>
public sealed class OnnxFrameEncoderTests(SpectralEncoderFixture fixture)
    : IClassFixture<SpectralEncoderFixture>
{
    [Fact]
    public void A_probe_gives_the_frames_of_the_grid()
    {
        var model = ModelManifest.Load(SpectralEncoderFixture.ModelFolder).Check("spectral");
        Assert.Equal([7, 14, 26, 37, 74], ModelTrial.Run(model).Select(result => result.Frames));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        var encoder = fixture.Encoder;
        var sound = new float[2 * (encoder.ContextSamples + FrameGrid.SegmentSamples)];
        var features = new float[2 * FrameGrid.FramesPerSegment * encoder.Dimensions];
        encoder.Encode(sound, 2, features);
        Assert.Equal(0, Allocation.LeastOf(() => encoder.Encode(sound, 2, features)));
    }

    // What an import would refuse may have been made by another program, or before.
    [Fact]
    public void A_model_that_gives_no_numbers_is_refused_when_it_is_opened()
    {
        var model = TinyMert.Import();
        var bias = System.Runtime.InteropServices.MemoryMarshal.AsBytes(
            TinyMert.Weight("encoder.layers.1.final_layer_norm.bias").AsSpan());
        var at = model.AsSpan().IndexOf(bias);
        BitConverter.GetBytes(float.NaN).CopyTo(model, at);
        var folder = Directory.CreateTempSubdirectory("nan").FullName;
        var path = Path.Combine(folder, "nan.onnx");
        File.WriteAllBytes(path, model);
        var entry = ModelManifest.Load(SpectralEncoderFixture.ModelFolder).Models[0] with
        {
            Name = "nan",
            File = "nan.onnx",
            Sha256 = FileHash.Sha256(path),
            ContextSamples = 0,
            Dimensions = TinyMert.Hidden,
        };
        ModelManifest.Empty(folder).With(entry).Save();

        var listed = ModelManifest.Load(folder).Check("nan");
        Assert.Contains(
            "no number",
            Assert.Throws<ModelRefusedException>(
                () => OnnxFrameEncoder.Open(listed, new EncoderOptions())).Message,
            StringComparison.Ordinal);
        Assert.Throws<ModelRefusedException>(() => ModelTrial.Run(listed));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Callers_mistakes_throw()
    {
        var encoder = fixture.Encoder;
        var sound = new float[encoder.ContextSamples + FrameGrid.SegmentSamples];
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(sound, 3, []));
        Assert.Throws<ArgumentException>(() => encoder.Encode(sound, 1, new float[10]));
        Assert.Throws<ArgumentException>(() => encoder.Encode(new float[3], 2, []));
    }

    [Fact]
    public void Too_short_a_sound_has_no_frames() => Assert.Equal(
        0, fixture.Encoder.Encode(new float[fixture.Encoder.ContextSamples + 399], 1, []));

    [Fact]
    public void The_hash_is_that_of_the_file() => Assert.Equal(
        FileHash.Sha256(
            Path.Combine(SpectralEncoderFixture.ModelFolder, "spectral.onnx")),
        fixture.Encoder.ModelSha256);

    [Fact]
    public async Task A_run_that_hangs_can_be_ended_and_the_next_one_works()
    {
        var folder = Directory.CreateTempSubdirectory("slow").FullName;
        using (var encoder = SlowEncoder(folder))
        {
            var features = new float[FrameGrid.FramesIn(HangingSamples)];
            var run = Task.Run(() => encoder.Encode(new float[HangingSamples], 1, features));
            while (!run.IsCompleted)
            {
                encoder.Terminate();
                await Task.Yield();
            }

            var ended = await Assert.ThrowsAsync<EncoderException>(() => run);
            Assert.Contains("took too long", ended.Message, StringComparison.Ordinal);
            Assert.Equal(1, encoder.Encode(new float[400], 1, new float[1]));
        }

        Directory.Delete(folder, recursive: true);
    }

    private const int HangingSamples = 400 + 320 * 999;

    /// <summary>
    /// An encoder whose 4,000 steps take seconds on a long sound, next to nothing else.
    /// </summary>
    private static OnnxFrameEncoder SlowEncoder(string folder)
    {
        var graph = new OnnxGraph("slow");
        var sound = graph.Input("samples", "stems", "samples");
        var step = sound;
        for (var i = 0; i < 4000; i++)
        {
            step = graph.Node("Sin", $"step{i}", [step]);
        }

        var axis = graph.Integers("axis", 1);
        var channel = graph.Node("Unsqueeze", "channel", [step, axis]);
        var kernel = graph.Constant("kernel", [1, 1, 400], new float[400]);
        var frames = graph.Node("Conv", "frames", [channel, kernel], a => a.Ints("strides", 320));
        var features = graph.Node(
            "Transpose", "features", [frames], a => a.Ints("perm", 0, 2, 1));
        graph.Output(features, "stems", "frames", 1);
        using (var file = File.Create(Path.Combine(folder, "slow.onnx")))
        {
            graph.WriteTo(file);
        }

        var manifest = ModelManifest.Empty(folder).With(new ModelEntry
        {
            Name = "slow",
            File = "slow.onnx",
            Sha256 = FileHash.Sha256(Path.Combine(folder, "slow.onnx")),
            InputShape = ["stems", "samples"],
            OutputShape = ["stems", "frames", "1"],
            SampleRateHz = SampleRate.Hz,
            ContextSamples = 0,
            Dimensions = 1,
            Licence = "Apache-2.0",
            Source = "a test",
        });
        return OnnxFrameEncoder.Open(manifest.Check("slow"), new EncoderOptions());
    }
}
