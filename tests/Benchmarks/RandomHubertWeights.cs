using Antiphon.Encoder;
using Antiphon.Signal;
using Antiphon.Tensors;

namespace Antiphon.Benchmarks;

/// <summary>
/// Weights of a HuBERT shape, drawn at random: good for timing and for nothing else.
/// </summary>
internal sealed class RandomHubertWeights : IWeightFile
{
    private readonly Dictionary<string, WeightTensor> _tensors = [];

    public RandomHubertWeights(HubertConfig config)
    {
        long hidden = config.HiddenSize, inner = config.IntermediateSize;
        for (var layer = 0; layer < config.ConvDim.Length; layer++)
        {
            var inputs = layer == 0 ? 1 : config.ConvDim[layer - 1];
            Add($"feature_extractor.conv_layers.{layer}.conv.weight",
                config.ConvDim[layer], inputs, config.ConvKernel[layer]);
        }

        AddPair("feature_extractor.conv_layers.0.layer_norm", config.ConvDim[0]);
        AddPair("feature_projection.layer_norm", config.ConvDim[^1]);
        AddPair("feature_projection.projection", hidden, config.ConvDim[^1]);
        Add("encoder.pos_conv_embed.conv.bias", hidden);
        Add("encoder.pos_conv_embed.conv.weight_g", 1, 1, config.PositionKernel);
        Add("encoder.pos_conv_embed.conv.weight_v",
            hidden, hidden / config.PositionGroups, config.PositionKernel);
        AddPair("encoder.layer_norm", hidden);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var name = $"encoder.layers.{layer}";
            foreach (var part in new[] { "q_proj", "k_proj", "v_proj", "out_proj" })
            {
                AddPair($"{name}.attention.{part}", hidden, hidden);
            }

            AddPair($"{name}.layer_norm", hidden);
            AddPair($"{name}.feed_forward.intermediate_dense", inner, hidden);
            AddPair($"{name}.feed_forward.output_dense", hidden, inner);
            AddPair($"{name}.final_layer_norm", hidden);
        }
    }

    public string Name => "random";

    public IReadOnlyDictionary<string, WeightTensor> Tensors => _tensors;

    public float[] Read(WeightTensor tensor)
    {
        var random = new SplitMix64((ulong)tensor.Name.Length);
        var scale = Math.Sqrt(12.0 * tensor.Shape[0] / tensor.Elements);
        var values = new float[tensor.Elements];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(scale * (random.NextDouble() - 0.5));
        }

        return values;
    }

    public void Dispose()
    {
    }

    private void AddPair(string name, params long[] shape)
    {
        Add($"{name}.weight", shape);
        Add($"{name}.bias", shape[0]);
    }

    private void Add(string name, params long[] shape) =>
        _tensors.Add(name, new WeightTensor(name, [.. shape], SafeTensorType.F32));
}
