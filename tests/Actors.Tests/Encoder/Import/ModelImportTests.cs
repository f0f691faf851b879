using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>From a published folder to a model that runs, and each refusal on the way.</summary>
public sealed class ModelImportTests : IDisposable
{
    private const string Kernel = "feature_extractor.conv_layers.1.conv.weight";

    private readonly string _folder = Directory.CreateTempSubdirectory("mert").FullName;
    private readonly string _models = Directory.CreateTempSubdirectory("models").FullName;

    public ModelImportTests()
    {
        foreach (var file in new[]
            { "config.json", "preprocessor_config.json", "model.safetensors" })
        {
            File.Copy(Path.Combine(TinyMert.Folder, file), Path.Combine(_folder, file));
        }
    }

    private string Output => Path.Combine(_models, "tiny.onnx");

    private string Safetensors => Path.Combine(_folder, "model.safetensors");

    public static TheoryData<string, string, string> OtherArchitectures => new()
    {
        { "\"mert_model\"", "\"data2vec-audio\"", "architecture 'data2vec-audio' is unknown" },
        { "\"group\"", "\"layer\"", "feat_extract_norm" },
        { "\"hidden_act\": \"gelu\"", "\"hidden_act\": \"gelu_new\"", "hidden_act" },
        { "\"do_stable_layer_norm\": false", "\"do_stable_layer_norm\": true", "do_stable" },
        { "\"conv_bias\": false", "\"conv_bias\": true", "conv_bias" },
        { "\"deepnorm\": false", "\"deepnorm\": true", "deepnorm" },
        { "\"feature_extractor_cqt\": false", "\"feature_extractor_cqt\": true", "_cqt" },
        { "\"attention_relax\": -1.0", "\"attention_relax\": 32.0", "attention_relax" },
        { "    5,\n", "    4,\n", "conv_stride" },
        { "\"num_attention_heads\": 4", "\"num_attention_heads\": 5", "5 heads" },
        { "\"hidden_size\": 64", "\"hidden_size\": \"64\"", "'hidden_size' is missing or" },
        { "\"hidden_size\": 64", "\"hidden\": 64", "'hidden_size' is missing or" },
        { "{", "", "config.json is damaged" },
    };

    [Fact]
    public void An_imported_model_is_listed_and_runs()
    {
        var entry = ModelImport.Run(_folder, Output);
        Assert.Equal(("tiny", 64, 0, 2), (
            entry.Name, entry.Dimensions, entry.ContextSamples, entry.Layer!.Value));
        var model = ModelManifest.Load(_models).Check("tiny");
        Assert.Equal(entry.Sha256, model.Entry.Sha256);
        Assert.Equal([7, 14, 26, 37, 74], ModelTrial.Run(model).Select(result => result.Frames));
        using var encoder = OnnxFrameEncoder.Open(model, new EncoderOptions());
        var states = new float[2 * FrameGrid.FramesPerSegment * TinyMert.Hidden];
        encoder.Encode(TinyMert.Numbers("input_batch2_hp"), 2, states);
        Assert.InRange(
            TinyMert.MaxDifference(TinyMert.Numbers("exp_batch2_last_hidden_state"), states),
            0, 5e-5);
        for (var samples = 400; samples < 2500; samples += 97)
        {
            Assert.Equal(
                FrameGrid.FramesIn(samples), encoder.Encode(new float[samples], 1, states));
        }
    }

    [Fact]
    public void A_config_that_says_its_rate_needs_no_preprocessor()
    {
        File.Delete(Path.Combine(_folder, "preprocessor_config.json"));
        ModelImport.Run(_folder, Output);
        Assert.Equal(TinyMert.Import(), File.ReadAllBytes(Output));
        Rewrite("config.json", "\"sample_rate\": 24000", "\"sample_rate\": 16000");
        Refused("sample_rate must be 24000");
    }

    [Theory]
    [MemberData(nameof(OtherArchitectures))]
    public void Another_architecture_is_refused_by_its_setting(
        string setting, string other, string expected)
    {
        Rewrite("config.json", setting, other);
        Refused("config.json", expected);
    }

    [Fact]
    public void Another_rate_is_refused()
    {
        Rewrite("preprocessor_config.json", "24000", "16000");
        Refused("preprocessor_config.json", "sampling_rate 16000");
    }

    [Fact]
    public void A_missing_config_is_named()
    {
        File.Delete(Path.Combine(_folder, "config.json"));
        Refused("no readable config.json");
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        File.Delete(Safetensors);
        Refused("neither model.safetensors nor pytorch_model.bin");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(4_000)]
    [InlineData(400_000)]
    public void A_cut_safetensors_file_is_refused(int length)
    {
        File.WriteAllBytes(Safetensors, File.ReadAllBytes(Safetensors).AsSpan(0, length));
        Refused(Safetensors, "cut short");
    }

    [Fact]
    public void A_head_that_does_not_fit_its_tensors_is_refused()
    {
        var bytes = File.ReadAllBytes(Safetensors);
        var at = bytes.AsSpan().IndexOf("\"shape\":["u8) + 9;
        bytes[at] = (byte)'9';
        File.WriteAllBytes(Safetensors, bytes);
        Refused(Safetensors, "tensor '", "does not fill");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(300_000)]
    public void A_cut_pytorch_file_is_refused(int length)
    {
        File.Delete(Safetensors);
        var bytes = File.ReadAllBytes(Path.Combine(TinyMert.Folder, "pytorch_model.bin"));
        File.WriteAllBytes(Path.Combine(_folder, "pytorch_model.bin"), bytes[..length]);
        Refused("pytorch_model.bin", "cut short");
    }

    [Fact]
    public void A_poisoned_pytorch_file_is_refused()
    {
        File.Delete(Safetensors);
        PoisonedPickle.Archive(_folder, "cos\nsystem\n."u8);
        Refused("pytorch_model.bin", "names 'os.system'");
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        using var weights = TinyMert.Safetensors();
        using var altered = new AlteredWeights(weights).Without(Kernel);
        Named(altered, Kernel, "[32, 32, 3]", "no float tensor");
    }

    [Fact]
    public void A_mis_shaped_tensor_is_named_with_both_shapes()
    {
        using var weights = TinyMert.Safetensors();
        using var altered = new AlteredWeights(weights).Reshaped(Kernel, 32, 3, 32);
        Named(altered, Kernel, "is [32, 3, 32]", "needs [32, 32, 3]");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_layer_that_is_not_there_is_refused(int layer)
    {
        var refused = Assert.Throws<ModelRefusedException>(
            () => ModelImport.Run(_folder, Output, layer));
        Assert.Contains("layers 1 to 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_leaves_the_model_that_was_there()
    {
        ModelImport.Run(_folder, Output);
        File.WriteAllBytes(Safetensors, File.ReadAllBytes(Safetensors).AsSpan(0, 400_000));
        Refused("cut short");
        ModelManifest.Load(_models).Check("tiny");
        Assert.Equal(2, Directory.GetFiles(_models).Length);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_models, recursive: true);
    }

    private static void Named(IWeightFile weights, params string[] expected)
    {
        var refused = Assert.Throws<ModelRefusedException>(() => TinyMert.Import(weights));
        Assert.All(
            expected,
            part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }

    private void Rewrite(string file, string from, string to)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to));
    }

    private void Refused(params string[] expected)
    {
        var refused = Assert.Throws<ModelRefusedException>(() => ModelImport.Run(_folder, Output));
        Assert.All(
            expected,
            part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', refused.Message);
    }
}
