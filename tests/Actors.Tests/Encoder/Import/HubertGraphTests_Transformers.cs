using System.Runtime.InteropServices;
using Antiphon.Encoder.Io;
using Antiphon.Tensors;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>
/// The imported graph against PyTorch 1.13 with transformers' HuBERT and MERT's own modelling code
/// (random weights, two layers; origin in ReferenceData/encoder_tiny/manifest.json). Tolerance: max
/// abs 5e-5, for the positional convolution 2e-5 (a tanh GELU would show 2.3e-4 there).
/// </summary>
public sealed class HubertGraphTests_Transformers
{
    private const double Tolerance = 5e-5;

    public static TheoryData<string> Intermediates =>
    [
        "conv0_raw", "conv0_groupnorm", "conv0_out", "conv1_out", "conv2_out", "conv3_out",
        "conv4_out", "conv5_out", "conv6_out", "featproj_layernorm", "featproj_out",
        "posconv_raw_untrimmed", "posconv_out", "encoder_layernorm",
        "layer0_attn_probs", "layer0_attn_out", "layer0_ln1", "layer0_ffn_out", "layer0_ln2",
        "layer1_attn_probs", "layer1_attn_out", "layer1_ln1", "layer1_ffn_out", "layer1_ln2",
    ];

    private static Lazy<Dictionary<string, (float[] Values, long[] Shape)>> Traced { get; } = new(
        () => TinyMert.Run(TinyMert.Import(traced: true), TinyMert.Numbers("input_350ms")));

    [Theory]
    [MemberData(nameof(Intermediates))]
    public void Every_intermediate_is_the_references(string name)
    {
        var values = Traced.Value[name].Values;
        var expected = TinyMert.Numbers($"exp_{name}");
        var shape = TinyMert.Shape($"exp_{name}");
        if (name.StartsWith("conv", StringComparison.Ordinal))
        {
            // The reference has channels first; ours may hold made-up steps at the end.
            expected = Transposed(expected, (int)shape[1]);
            Assert.InRange(values.Length - expected.Length, 0, 16 * shape[1]);
            values = values[..expected.Length];
        }
        else if (name == "posconv_raw_untrimmed")
        {
            // The reference's last frame is dropped later; ours is never made.
            expected = [.. expected.Chunk((int)shape[^1]).SelectMany(row => row[..^1])];
        }

        Assert.InRange(
            TinyMert.MaxDifference(expected, values), 0, name == "posconv_out" ? 2e-5 : Tolerance);
    }

    [Theory]
    [InlineData(0, "encoder_layernorm")]
    [InlineData(1, "layer0_ln2")]
    [InlineData(2, "layer1_ln2")]
    public void Hidden_states_are_the_layers_outputs(int state, string value) => Assert.InRange(
        TinyMert.MaxDifference(
            TinyMert.Numbers($"exp_hidden_states_{state}"), Traced.Value[value].Values),
        0, Tolerance);

    [Theory]
    [InlineData("input_350ms", "exp_last_hidden_state")]
    [InlineData("input_100ms_trumpet", "exp_100ms_trumpet_last_hidden_state")]
    [InlineData("input_200ms_trumpet", "exp_200ms_trumpet_last_hidden_state")]
    [InlineData("input_350ms_trumpet", "exp_350ms_trumpet_last_hidden_state")]
    [InlineData("input_500ms_trumpet", "exp_500ms_trumpet_last_hidden_state")]
    [InlineData("input_1000ms_trumpet", "exp_1000ms_trumpet_last_hidden_state")]
    [InlineData("input_batch2_hp", "exp_batch2_last_hidden_state")]
    public void Final_states_are_the_references(string input, string expected)
    {
        var outputs = TinyMert.Run(
            TinyMert.Import(), TinyMert.Numbers(input), input.Contains("batch2") ? 2 : 1);
        Assert.Equal(["features"], outputs.Keys);
        Assert.InRange(
            TinyMert.MaxDifference(TinyMert.Numbers(expected), outputs["features"].Values),
            0, Tolerance);
    }

    [Fact]
    public void Silence_is_the_references() => Assert.InRange(
        TinyMert.MaxDifference(
            TinyMert.Numbers("exp_silence_last_hidden_state"),
            TinyMert.Run(TinyMert.Import(), new float[8400])["features"].Values),
        0, Tolerance);

    [Fact]
    public void An_input_norm_asked_for_is_in_the_graph() => Assert.InRange(
        TinyMert.MaxDifference(
            TinyMert.Numbers("exp_zeromeanunitvar_last_hidden_state"),
            TinyMert.Run(
                TinyMert.Import(config: TinyMert.Config with { NormalizesInput = true }),
                TinyMert.Numbers("input_350ms"))["features"].Values),
        0, Tolerance);

    [Fact]
    public void A_lower_layer_gives_its_state_and_leaves_the_rest_out()
    {
        var model = TinyMert.Import(layer: 1);
        Assert.True(model.Length < TinyMert.Import().Length - 100_000);
        Assert.InRange(
            TinyMert.MaxDifference(
                TinyMert.Numbers("exp_hidden_states_1"),
                TinyMert.Run(model, TinyMert.Numbers("input_350ms"))["features"].Values),
            0, Tolerance);
    }

    [Fact]
    public void Both_formats_give_the_same_graph()
    {
        using var pickle = TinyMert.Pytorch();
        Assert.Equal(TinyMert.Import(), TinyMert.Import(pickle));
    }

    [Fact]
    public void The_newer_spelling_of_weight_norm_gives_the_same_graph()
    {
        const string name = "encoder.pos_conv_embed.conv";
        using var older = TinyMert.Safetensors();
        using var newer = new AlteredWeights(older)
            .Renamed($"{name}.weight_g", $"{name}.parametrizations.weight.original0")
            .Renamed($"{name}.weight_v", $"{name}.parametrizations.weight.original1");
        Assert.Equal(TinyMert.Import(), TinyMert.Import(newer));
    }

    [Fact]
    public void A_prefix_before_every_name_gives_the_same_graph()
    {
        using var plain = TinyMert.Safetensors();
        using var prefixed = new AlteredWeights(plain);
        foreach (var name in plain.Tensors.Keys)
        {
            prefixed.Renamed(name, $"hubert.{name}");
        }

        Assert.Equal(TinyMert.Import(), TinyMert.Import(prefixed));
    }

    [Fact]
    public void Half_precision_weights_are_read()
    {
        var path = Path.GetTempFileName();
        try
        {
            HalfPrecision(path);
            using var half = new SafeTensorsWeights(path);
            Assert.All(half.Tensors.Values, t => Assert.Equal(SafeTensorType.F16, t.Type));
            var states = TinyMert.Run(TinyMert.Import(half), TinyMert.Numbers("input_350ms"));
            var difference = TinyMert.MaxDifference(
                TinyMert.Numbers("exp_last_hidden_state"), states["features"].Values);
            Assert.InRange(difference, 1e-6, 2e-2);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[] Transposed(float[] values, int rows)
    {
        var columns = values.Length / rows;
        return [.. Enumerable.Range(0, values.Length)
            .Select(i => values[i % rows * columns + i / rows])];
    }

    /// <summary>Writes the reference model's weights as float16 safetensors.</summary>
    private static void HalfPrecision(string path)
    {
        using var full = TinyMert.Safetensors();
        var data = new List<Half>();
        var entries = new List<string>();
        foreach (var (name, tensor) in full.Tensors)
        {
            var start = 2 * data.Count;
            data.AddRange(full.Read(tensor).Select(value => (Half)value));
            entries.Add(
                $"\"{name}\":{{\"dtype\":\"F16\",\"shape\":[{string.Join(",", tensor.Shape)}]," +
                $"\"data_offsets\":[{start},{2 * data.Count}]}}");
        }

        var head = System.Text.Encoding.UTF8.GetBytes($"{{{string.Join(",", entries)}}}");
        File.WriteAllBytes(
            path,
            [
                .. BitConverter.GetBytes((ulong)head.Length), .. head,
                .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(data)),
            ]);
    }
}
