using Antiphon.Disk.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>
/// Each way a model can be wrong gives one clear message, before anything is loaded.
/// </summary>
public sealed class ModelManifestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("models").FullName;

    public ModelManifestTests()
    {
        foreach (var file in Directory.EnumerateFiles(SpectralEncoderFixture.ModelFolder, "*.*")
            .Where(file => Path.GetFileName(file) is "manifest.json" or "spectral.onnx"))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    private string ModelFile => Path.Combine(_folder, "spectral.onnx");

    private string ManifestFile => Path.Combine(_folder, "manifest.json");

    [Fact]
    public void The_shipped_model_passes() =>
        Assert.Equal(ModelFile, ModelManifest.Load(_folder).Check("spectral").Path);

    [Fact]
    public void An_unknown_name_brings_the_nearest_and_the_list() => Refused(
        "spectarl", "did you mean 'spectral'", "Known: spectral");

    [Fact]
    public void A_missing_file_is_named()
    {
        File.Delete(ModelFile);
        Refused("spectral", ModelFile, "build or import it again");
    }

    [Fact]
    public void A_flipped_byte_is_found()
    {
        var bytes = File.ReadAllBytes(ModelFile);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(ModelFile, bytes);
        Refused("spectral", "is not the file it was", "SHA-256");
    }

    [Theory]
    [InlineData("{ \"models\": [", "damaged, line 1")]
    [InlineData("{ \"modells\": [] }", "modells")]
    public void A_damaged_manifest_is_named(string text, string expected)
    {
        File.WriteAllText(ManifestFile, text);
        Refused("spectral", ManifestFile, expected);
    }

    [Fact]
    public void A_missing_manifest_is_named()
    {
        File.Delete(ManifestFile);
        Refused("spectral", ManifestFile);
    }

    [Fact]
    public void A_model_for_another_rate_is_refused()
    {
        File.WriteAllText(
            ManifestFile, File.ReadAllText(ManifestFile).Replace("24000", "16000"));
        Refused("spectral", "16000 Hz");
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused_though_its_hash_is_right()
    {
        File.WriteAllText(ModelFile, "not a model");
        Relist(entry => entry with { Sha256 = FileHash.Sha256(ModelFile) });
        var refused = Assert.Throws<ModelRefusedException>(Open);
        Assert.Contains("'spectral' does not run", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_model_of_another_shape_than_listed_is_refused()
    {
        Relist(entry => entry with { Dimensions = 128 });
        var refused = Assert.Throws<ModelRefusedException>(Open);
        Assert.Contains("128", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ear_is_no_encoder_and_an_encoder_no_ear()
    {
        File.Copy(
            Path.Combine(SpectralEncoderFixture.ModelFolder, "ear.onnx"),
            Path.Combine(_folder, "ear.onnx"));
        var models = ModelManifest.Load(_folder);
        var noEncoder = Assert.Throws<ModelRefusedException>(
            () => OnnxFrameEncoder.Open(models.Check("ear"), new EncoderOptions()));
        Assert.Contains("no encoder", noEncoder.Message, StringComparison.Ordinal);
        Assert.Contains("models list", noEncoder.Message, StringComparison.Ordinal);
        var noEar = Assert.Throws<ModelRefusedException>(
            () => OnnxEar.Open(models.Check("spectral"), 4));
        Assert.Contains("no ear", noEar.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_list_reads_back_the_same()
    {
        var before = File.ReadAllText(ManifestFile);
        ModelManifest.Load(_folder).Save();
        Assert.Equal(before, File.ReadAllText(ManifestFile));
        var listed = ModelManifest.Load(_folder).Models.Length;
        Relist(entry => entry with { Name = "other" });
        Assert.Equal(listed + 1, ModelManifest.Load(_folder).Models.Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Relist(Func<ModelEntry, ModelEntry> change)
    {
        var manifest = ModelManifest.Load(_folder);
        manifest.With(change(manifest.Find("spectral"))).Save();
    }

    private void Open() => OnnxFrameEncoder
        .Open(ModelManifest.Load(_folder).Check("spectral"), new EncoderOptions()).Dispose();

    private void Refused(string name, params string[] expected)
    {
        var refused = Assert.Throws<ModelRefusedException>(
            () => ModelManifest.Load(_folder).Check(name));
        Assert.All(
            expected,
            part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', refused.Message);
    }
}
