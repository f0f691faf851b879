using Antiphon.Disk.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Tensors.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>The encoder that hears keys: its bytes, and that it hears as both its parts.</summary>
public sealed class EarEncoderTests : IClassFixture<EarEncoderTests.Built>
{
    private const string Sha256 =
        "bb4d5d5b3928a3f57454c0ba54c61ff7f08817efe1f5f207dd6aaaf0121bb0f0";

    private readonly Built _built;

    public EarEncoderTests(Built built) => _built = built;

    [Fact]
    public void Building_gives_the_same_bytes_everywhere_and_lists_them_beside()
    {
        Assert.Equal(Sha256, FileHash.Sha256(_built.Path));
        Assert.Equal(Sha256, _built.Entry.Sha256);
        var listed = ModelManifest.Load(Path.GetDirectoryName(_built.Path)!).Find("keys");
        Assert.Equal("antiphon models ear-encoder", listed.Source);
        Assert.Equal("Apache-2.0", listed.Licence);
    }

    [Fact]
    public void Its_keys_are_as_sure_as_the_trained_network_was()
    {
        var golden = SafeTensorsFile.Read(Path.Combine(
                AppContext.BaseDirectory, "ReferenceData", "ear", "golden.safetensors"))
            .Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.ReadSingles());
        var heard = _built.Hear(golden["samples"]);

        // The reference's first frame has five before it, the encoder's six, of which two are
        // behind the frame that they tell of.
        var note = golden["note"].Chunk(EarModel.Keys).ToList();
        Assert.True(note.Count > 10);
        foreach (var (i, logits) in note.Index())
        {
            var keys = heard[i + 1].AsSpan(SpectralEncoderModel.Dimensions, EarModel.Keys);
            var classes = new double[12];
            for (var key = 0; key < EarModel.Keys; key++)
            {
                Assert.Equal(1 / (1 + Math.Exp(-(logits[key] + 3) / 3)), keys[key], 1e-4);
                classes[key % 12] += 0.5 / (1 + Math.Exp(-(logits[key] + 2) / 2));
            }

            Assert.All(heard[i + 1][^12..].Zip(classes), pair =>
                Assert.Equal(pair.Second, pair.First, 1e-3));
        }
    }

    [Fact]
    public void Its_other_features_are_the_embedded_encoders()
    {
        var sound = Sound(_built.Encoder.ContextSamples + FrameGrid.SegmentSamples);
        using var spectral = OnnxFrameEncoder.Open(
            ModelManifest.Load(SpectralEncoderFixture.ModelFolder).Check("spectral"),
            new EncoderOptions());
        var alone = new float[FrameGrid.FramesPerSegment * spectral.Dimensions];
        spectral.Encode(sound.AsSpan(_built.Encoder.ContextSamples - spectral.ContextSamples),
            1, alone);
        var beside = _built.Hear(sound);
        foreach (var (frame, features) in alone.Chunk(spectral.Dimensions).Index())
        {
            Assert.All(features.Zip(beside[frame]), pair =>
                Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Fact]
    public void A_stem_is_heard_alike_alone_and_beside_another_and_at_any_index()
    {
        var samples = _built.Encoder.ContextSamples + FrameGrid.SegmentSamples;
        var sound = Sound(samples + FrameGrid.HopSamples);
        var (first, later) = (sound[..samples], sound[FrameGrid.HopSamples..]);
        var both = new float[2 * FrameGrid.FramesPerSegment * _built.Encoder.Dimensions];
        _built.Encoder.Encode([.. first, .. later], 2, both);
        var rows = both.Chunk(_built.Encoder.Dimensions).ToList();
        foreach (var (frame, alone) in _built.Hear(first).Index())
        {
            Assert.All(alone.Zip(rows[frame]), pair =>
                Assert.Equal(pair.First, pair.Second, 1e-5));
            if (frame > 0)
            {
                Assert.All(alone.Zip(rows[FrameGrid.FramesPerSegment + frame - 1]), pair =>
                    Assert.Equal(pair.First, pair.Second, 1e-3));
            }
        }
    }

    private static float[] Sound(int samples) =>
    [
        .. Enumerable.Range(0, samples).Select(i => (float)(
            0.2 * Math.Sin(Math.Tau * 261.6 * i / SampleRate.Hz) * Math.Exp(-i % 6000 / 4000.0)
            + 0.1 * Math.Sin(Math.Tau * 1318.5 * i / SampleRate.Hz)
            + 0.02 * Math.Sin(0.0123 * i * i))),
    ];

    /// <summary>The encoder, built once.</summary>
    public sealed class Built : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keys");

        public Built()
        {
            Path = System.IO.Path.Combine(_folder.FullName, "keys.onnx");
            Entry = EarFile.BuildEncoder(
                System.IO.Path.Combine(
                    SpectralEncoderFixture.ModelFolder, EarModel.WeightsFile), Path);
            Encoder = OnnxFrameEncoder.Open(
                ModelManifest.Load(_folder.FullName).Check("keys"), new EncoderOptions());
        }

        public string Path { get; }

        public ModelEntry Entry { get; }

        public OnnxFrameEncoder Encoder { get; }

        public float[][] Hear(float[] sound)
        {
            var features = new float[
                FrameGrid.FramesIn(sound.Length - Encoder.ContextSamples) * Encoder.Dimensions];
            Encoder.Encode(sound, 1, features);
            return [.. features.Chunk(Encoder.Dimensions)];
        }

        public void Dispose()
        {
            Encoder.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
