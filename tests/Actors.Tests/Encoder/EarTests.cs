using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Signal;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>The ear: its bytes, its reference numbers, and a few frames at a time.</summary>
public sealed class EarTests
{
    private const int Field = EarModel.ContextSamples + 400;

    private static readonly CheckedModel Model =
        ModelManifest.Load(SpectralEncoderFixture.ModelFolder).Check(EarModel.Name);

    private static readonly Dictionary<string, float[]> Golden = SafeTensorsFile
        .Read(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "ear", "golden.safetensors"))
        .Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.ReadSingles());

    [Fact]
    public void Rebuilding_from_the_shipped_weights_gives_the_shipped_bytes()
    {
        using var built = new MemoryStream();
        EarModel.Build(built, Weights());
        Assert.True(File.ReadAllBytes(Model.Path).AsSpan().SequenceEqual(built.ToArray()));
    }

    [Theory]
    [InlineData("c3.weight", "lack 'c3.weight'")]
    [InlineData("d2.bias", "'d2.bias' of [1]")]
    public void Weights_that_are_not_the_ears_are_refused(string name, string expected)
    {
        var mended = Weights();
        var tensors = mended.Tensors.Where(tensor => tensor.Name != name).ToList();
        if (name == "d2.bias")
        {
            tensors.Add(SafeTensor.Of<float>(name, [0], 1));
        }

        var refused = Assert.Throws<ModelRefusedException>(() => EarModel.Build(
            Stream.Null, new SafeTensorsDocument([.. tensors], mended.Metadata)));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(26)]
    public void It_hears_what_the_trained_network_heard_however_few_frames_at_a_time(int step)
    {
        var heard = Hear(Golden["samples"], step);
        Assert.InRange(LargestError("front", heard.Front, EarModel.Bands, 0), 0, 1e-4);
        Assert.InRange(LargestError("note", heard.Notes, EarModel.Keys, 8), 0, 1e-4);
        Assert.InRange(LargestError("onset", heard.Onsets, EarModel.Keys, 8), 0, 1e-4);
        Assert.InRange(LargestError("drums", heard.Drums, EarModel.DrumClasses, 8), 0, 1e-4);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using var ear = OnnxEar.Open(Model, 4);
        var sound = Golden["samples"].AsSpan(0, 4 * FrameGrid.HopSamples).ToArray();
        ear.Step(sound);
        Assert.Equal(0, Allocation.LeastOf(() => ear.Step(sound)));
    }

    [Fact]
    public void What_was_heard_is_forgotten_by_a_reset()
    {
        using var ear = OnnxEar.Open(Model, 4);
        var sound = Golden["samples"].AsSpan(Field, 4 * FrameGrid.HopSamples).ToArray();
        ear.Step(sound);
        var (first, drums) = (ear.Onsets.ToArray(), ear.Drums.ToArray());
        ear.Step(sound);
        Assert.NotEqual(first, ear.Onsets.ToArray());
        ear.Reset();
        ear.Step(sound);
        Assert.Equal(first, ear.Onsets.ToArray());
        Assert.Equal(drums, ear.Drums.ToArray());
    }

    [Fact]
    public void The_power_of_a_key_is_that_of_its_tone()
    {
        using var ear = OnnxEar.Open(Model, 26);
        var sound = new float[26 * FrameGrid.HopSamples];
        var turns = 440.0 / SampleRate.Hz;
        for (var i = 0; i < sound.Length; i++)
        {
            sound[i] = (float)(0.1 * Math.Sin(Math.Tau * turns * i));
        }

        ear.Step(sound);
        ear.Step(sound);
        var power = ear.Powers.Slice(25 * EarModel.Keys, EarModel.Keys).ToArray();
        Assert.InRange(Decibels.FromPower(power[69 - 21]), -24, -18);
        Assert.InRange(Decibels.FromPower(power[76 - 21]), -120, -50);
    }

    private static SafeTensorsDocument Weights() => SafeTensorsFile.Read(
        Path.Combine(SpectralEncoderFixture.ModelFolder, EarModel.WeightsFile));

    private static double LargestError(
        string name, List<float> heard, int width, int framesBefore)
    {
        var expected = Golden[name];
        var first = FramesBeforeTheFirst() + framesBefore;
        var actual = heard.Skip(first * width).Take(expected.Length).ToArray();
        Assert.InRange(actual.Length, expected.Length - 26 * width, expected.Length);
        return ReferenceNumbers.LargestError(expected.AsSpan(0, actual.Length), actual);
    }

    // The reference begins in the middle of a sound: frames before its context is full are others.
    private static int FramesBeforeTheFirst() => Field / FrameGrid.HopSamples - 1;

    private static Heard Hear(float[] samples, int step)
    {
        using var ear = OnnxEar.Open(Model, step);
        var heard = new Heard([], [], [], []);
        var hop = step * FrameGrid.HopSamples;
        for (var at = Field % FrameGrid.HopSamples; at + hop <= samples.Length; at += hop)
        {
            ear.Step(samples.AsSpan(at, hop));
            heard.Front.AddRange(ear.Front);
            heard.Notes.AddRange(ear.Notes);
            heard.Onsets.AddRange(ear.Onsets);
            heard.Drums.AddRange(ear.Drums);
        }

        return heard;
    }

    private sealed record Heard(
        List<float> Front, List<float> Notes, List<float> Onsets, List<float> Drums);
}
