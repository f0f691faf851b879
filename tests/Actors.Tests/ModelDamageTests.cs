using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Tests.Capture;
using Antiphon.Tests.Encoder;
using Xunit;

namespace Antiphon.Tests;

/// <summary>
/// Every reader of models turns any damage into its own refusal, in one line and in bounded memory.
/// </summary>
public sealed class ModelDamageTests : IDisposable
{
    private readonly DamagedFile _file = new();

    private TemporaryFolder Folder => _file.Folder;

    private string Mutant => _file.Path;

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Pickled_weights()
    {
        var good = File.ReadAllBytes(Path.Combine(TinyMert.Folder, "pytorch_model.bin"));
        // The directory of an archive stands at its end: both ends are damaged.
        foreach (var file in (byte[][])[good, [.. good.Reverse()]])
        {
            var isReversed = file[0] != good[0];
            _file.Try<ModelRefusedException>(
                Mutants.Of(file, head: 3_000)
                    .Select(mutant => isReversed ? [.. mutant.Reverse()] : mutant)
                    .Take(Mutants.Rounds / 2),
                () =>
                {
                    using var weights = new PytorchFile(Mutant);
                    foreach (var tensor in weights.Tensors.Values)
                    {
                        weights.Read(tensor);
                    }
                });
        }

        _file.Try<ModelRefusedException>(
            Mutants.Of(PoisonedPickle.Honest(), head: 10_000),
            () => new PickleReader(File.ReadAllBytes(Mutant), Mutant).Read());
    }

    [Fact]
    public void A_models_folder()
    {
        string[] files = ["config.json", "preprocessor_config.json", "model.safetensors"];
        foreach (var file in files[..2])
        {
            foreach (var other in files)
            {
                File.Copy(
                    Path.Combine(TinyMert.Folder, other), Folder.PathOf(other), overwrite: true);
            }

            _file.Try<ModelRefusedException>(
                DamagedFile.Json(File.ReadAllText(Path.Combine(TinyMert.Folder, file))), () =>
                {
                    File.Copy(Mutant, Folder.PathOf(file), overwrite: true);
                    var config = HubertFolder.Config(Folder.PathOf("."));
                    using var weights = HubertFolder.Weights(Folder.PathOf("."));
                    _ = new HubertGraph(config, new WeightTable(weights), config.Layers);
                });
        }

        var index = """{"weight_map":{"a":"model.safetensors","b":"model.safetensors"}}""";
        _file.Try<ModelRefusedException>(DamagedFile.Json(index), () =>
        {
            File.Copy(Mutant, Folder.PathOf("index.json"), overwrite: true);
            using var shards = new ShardedWeights(
                Folder.PathOf("index.json"), path => new SafeTensorsWeights(path));
        });
    }

    [Fact]
    public void A_list_of_models()
    {
        var models = SpectralEncoderFixture.ModelFolder;
        File.Copy(
            Path.Combine(models, "spectral.onnx"), Folder.PathOf("spectral.onnx"));
        _file.Try<ModelRefusedException>(
            DamagedFile.Json(File.ReadAllText(Path.Combine(models, "manifest.json"))), () =>
            {
                File.Copy(Mutant, Folder.PathOf("manifest.json"), overwrite: true);
                ModelManifest.Load(Folder.PathOf(".")).Check("spectral");
            });
    }
}
