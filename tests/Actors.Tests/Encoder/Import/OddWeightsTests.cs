using System.IO.Compression;
using System.Text.Json;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>
/// Weights as people publish them, whole and otherwise: read, or refused by the tensor's name
/// before anything is listed.
/// </summary>
public sealed class OddWeightsTests : IDisposable
{
    private const string Dense = "encoder.layers.0.feed_forward.intermediate_dense.weight";
    private const string Direction =
        "encoder.pos_conv_embed.conv.parametrizations.weight.original1";
    private const string Taps = "feature_extractor.conv_layers.1.conv.weight";

    private static readonly SafeTensorsDocument Whole =
        SafeTensorsFile.Read(Path.Combine(TinyMert.Folder, "model.safetensors"));

    private readonly string _folder = Directory.CreateTempSubdirectory("weights").FullName;

    public OddWeightsTests()
    {
        foreach (var file in (string[])["config.json", "preprocessor_config.json"])
        {
            File.Copy(Path.Combine(TinyMert.Folder, file), Path.Combine(_folder, file));
        }
    }

    private string Models => Path.Combine(_folder, "models");

    public static TheoryData<string, float> NoNumbers => new()
    {
        { Dense, float.NaN }, { Dense, float.NegativeInfinity }, { Taps, float.NaN },
        { "encoder.layer_norm.bias", float.PositiveInfinity },
        { Whole.Tensors.Single(t => t.Name.Contains("original0") || t.Name.EndsWith("weight_g"))
            .Name, float.NaN },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(NoNumbers))]
    public void What_is_no_number_is_refused_by_its_tensors_name(string name, float odd)
    {
        Keep(With(name, numbers => numbers[3] = odd));
        Refused(name, float.IsNaN(odd) ? "NaN" : "infinity", "number 3 of");
    }

    [Fact]
    public void Halves_that_overflowed_are_told_as_such()
    {
        Keep(new SafeTensorsDocument(
            [.. Whole.Tensors.Select(tensor => SafeTensor.Of<Half>(
                tensor.Name,
                Array.ConvertAll(
                    tensor.ReadSingles(), x => (Half)(tensor.Name == Dense ? x * 1e6f : x)),
                [.. tensor.Shape]))],
            Whole.Metadata));
        Refused(Dense, "half precision");
    }

    // Finite as they stand, and not when they are worked on.
    [Fact]
    public void Numbers_too_large_to_be_worked_with_are_refused()
    {
        Keep(With(Dense, numbers => Array.Fill(numbers, 3e38f)));
        Refused("no number");
        Keep(With(Whole.Tensors.Single(tensor => tensor.Name == Direction
            || tensor.Name.EndsWith("weight_v", StringComparison.Ordinal)).Name, Array.Clear));
        Refused("pos_conv_embed", "divided by nothing");
    }

    [Fact]
    public void Two_copies_are_refused_and_both_are_named()
    {
        Keep(new SafeTensorsDocument(
            [
                .. Whole.Tensors.Select(tensor => tensor with { Name = $"ema.{tensor.Name}" }),
                .. Whole.Tensors.Select(tensor => tensor with { Name = $"hubert.{tensor.Name}" }),
            ],
            Whole.Metadata));
        Refused("'ema.feature", "'hubert.feature", "2 copies");
    }

    [Fact]
    public void Half_of_a_float_is_read()
    {
        Keep(new SafeTensorsDocument(
            [.. Whole.Tensors.Select(tensor => new SafeTensor(
                tensor.Name, SafeTensorType.BF16, tensor.Shape,
                Upper(tensor.ReadSingles())))],
            Whole.Metadata));
        Assert.Equal(64, Import().Dimensions);
    }

    [Theory]
    [InlineData("model.safetensors", "model-0000{0}-of-00002.safetensors")]
    [InlineData("pytorch_model.bin", "pytorch_model-0000{0}-of-00002.bin")]
    public void Shards_make_the_model_that_the_whole_makes(string whole, string shard)
    {
        var isPickle = whole.EndsWith(".bin", StringComparison.Ordinal);
        var map = new Dictionary<string, string>();
        foreach (var part in (int[])[1, 2])
        {
            var name = string.Format(null, shard, part);
            var tensors = Whole.Tensors
                .Where((_, index) => index % 2 == part - 1).ToList();
            var path = Path.Combine(_folder, name);
            if (isPickle)
            {
                File.Copy(Path.Combine(TinyMert.Folder, whole), path);
            }
            else
            {
                SafeTensorsFile.Write(path, new SafeTensorsDocument(tensors, Whole.Metadata));
            }

            tensors.ForEach(tensor => map.Add(tensor.Name, name));
        }

        Index(whole, map);
        Import();
        Assert.Equal(TinyMert.Import(), File.ReadAllBytes(Path.Combine(Models, "odd.onnx")));
    }

    [Fact]
    public void A_shard_that_is_missing_or_elsewhere_is_named()
    {
        var map = Whole.Tensors.ToDictionary(tensor => tensor.Name, _ => "gone.safetensors");
        Index("model.safetensors", map);
        Refused("gone.safetensors", "missing");
        map[Dense] = "../secret.safetensors";
        Index("model.safetensors", map.Where(pair => pair.Key == Dense));
        Refused("'../secret.safetensors'", "no file beside it");
        File.WriteAllText(Path.Combine(_folder, "model.safetensors.index.json"), "[1]");
        Refused("index.json", "weight_map");
        File.WriteAllText(Path.Combine(_folder, "model.safetensors.index.json"), "{\n{");
        Refused("index.json", "line 2");
    }

    [Fact]
    public void An_archive_that_unfolds_to_many_times_its_length_is_not_unpacked()
    {
        var path = Path.Combine(_folder, "pytorch_model.bin");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using (var pickle = archive.CreateEntry("m/data.pkl").Open())
            {
                pickle.Write(PoisonedPickle.Honest());
            }

            using var storage = archive.CreateEntry("m/data/0").Open();
            var zeros = new byte[1 << 16];
            for (var i = 0; i < 512; i++)
            {
                storage.Write(zeros);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(path, "would unfold", "34 MB");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000_000);
    }

    [Fact]
    public void An_archive_that_says_less_than_it_holds_is_refused()
    {
        var path = PoisonedPickle.Archive(_folder, PoisonedPickle.Honest());
        var bytes = File.ReadAllBytes(path);
        var central = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        bytes[central + 24]--; // the length that it will have
        File.WriteAllBytes(path, bytes);
        Refused(path);
    }

    [Fact]
    public void Strange_but_whole_folders_are_read()
    {
        Keep(new SafeTensorsDocument(
            [
                SafeTensor.Of<float>("empty", [], 0, 3), SafeTensor.Of<long>("scalar", [7]),
                .. Whole.Tensors, SafeTensor.Of<float>("lm_head.weight", [1, 2, 3, 4], 2, 2),
            ],
            new Dictionary<string, string> { ["x"] = "é😀" }));
        var config = Path.Combine(_folder, "config.json");
        var text = File.ReadAllText(config)
            .Replace("\"deepnorm\": false", "\"deepnorm\": null", StringComparison.Ordinal);
        File.WriteAllText(config, text, new System.Text.UTF8Encoding(true));
        Import();
    }

    [Fact]
    public void A_pointer_of_git_lfs_is_told_as_such()
    {
        File.WriteAllText(
            Path.Combine(_folder, "model.safetensors"),
            "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 377552108\n");
        Refused("model.safetensors", "git lfs pull");
    }

    private static Dictionary<string, string> NoMetadata => [];

    private static byte[] Upper(float[] numbers) =>
        [.. numbers.SelectMany(x => BitConverter.GetBytes(x)[2..])];

    private static SafeTensorsDocument With(string name, Action<float[]> change) => new(
        [.. Whole.Tensors.Select(tensor =>
        {
            if (tensor.Name != name)
            {
                return tensor;
            }

            var numbers = tensor.ReadSingles();
            change(numbers);
            return SafeTensor.Of<float>(name, numbers, [.. tensor.Shape]);
        })],
        NoMetadata);

    private void Keep(SafeTensorsDocument document) =>
        SafeTensorsFile.Write(Path.Combine(_folder, "model.safetensors"), document);

    private void Index(string whole, IEnumerable<KeyValuePair<string, string>> map) =>
        File.WriteAllText(
            Path.Combine(_folder, whole + ".index.json"),
            JsonSerializer.Serialize(new { weight_map = new Dictionary<string, string>(map) }));

    private ModelEntry Import() => ModelImport.Run(_folder, Path.Combine(Models, "odd.onnx"));

    private void Refused(params string[] expected)
    {
        var refused = Assert.Throws<ModelRefusedException>(Import);
        Assert.All(
            expected, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Empty(Directory.Exists(Models) ? Directory.GetFiles(Models) : []);
    }
}
