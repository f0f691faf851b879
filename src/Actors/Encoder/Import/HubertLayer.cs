using Antiphon.Encoder.Onnx;

namespace Antiphon.Encoder.Import;

/// <summary>One transformer layer: attention, norm, feed-forward, norm.</summary>
/// <param name="index">From 0.</param>
internal sealed class HubertLayer(HubertParts parts, int index)
{
    private readonly OnnxGraph _graph = parts.Graph;
    private readonly long _hidden = parts.Config.HiddenSize;
    private readonly string _name = $"encoder.layers.{index}";
    private readonly string _layer = $"layer{index}";

    public OnnxValue Build(OnnxValue state)
    {
        var context = Attention(state);
        var attended = parts.Product(
            $"{_layer}_attended", context, _hidden, _hidden, $"{_name}.attention.out_proj.weight");
        var attendedBias = parts.Weight($"{_name}.attention.out_proj.bias", _hidden);
        TraceSum($"{_layer}_attn_out", attended, attendedBias);
        var between = parts.SkipNorm(
            $"{_layer}_ln1", attended, state, $"{_name}.layer_norm", attendedBias);
        parts.Trace(between, "stems", "frames", _hidden);
        var fed = FeedForward(between);
        var fedBias = parts.Weight($"{_name}.feed_forward.output_dense.bias", _hidden);
        TraceSum($"{_layer}_ffn_out", fed, fedBias);
        var after = parts.SkipNorm(
            $"{_layer}_ln2", fed, between, $"{_name}.final_layer_norm", fedBias);
        return parts.Trace(after, "stems", "frames", _hidden);
    }

    private OnnxValue Attention(OnnxValue state)
    {
        string[] names = [.. "qkv".Select(part => $"{_name}.attention.{part}_proj")];
        string[] matrices = [.. names.Select(name => $"{name}.weight")];
        var bias = _graph.Constant(
            $"{_layer}_qkv_bias", OnnxElementType.Float, [3 * _hidden],
            parts.Weights.Joined(_hidden, [.. names.Select(name => $"{name}.bias")]));
        var all = parts.Product($"{_layer}_qkv", state, _hidden, _hidden, matrices);
        TraceProbabilities(all, bias);
        var parted = _graph.Nodes(
            "Split", $"{_layer}_qkv_part", 3, [all, Parts()], a => a.Int("axis", 2));
        return _graph.Node(
            "MultiHeadAttention", $"{_layer}_context", [.. parted, bias],
            a => a.Int("num_heads", parts.Config.Heads), OnnxGraph.MicrosoftDomain);
    }

    private OnnxValue FeedForward(OnnxValue state)
    {
        long inner = parts.Config.IntermediateSize;
        var name = $"{_name}.feed_forward";
        var wide = parts.Product(
            $"{_layer}_wide", state, inner, _hidden, $"{name}.intermediate_dense.weight");
        var bent = _graph.Node(
            "BiasGelu", $"{_layer}_bent",
            [wide, parts.Weight($"{name}.intermediate_dense.bias", inner)],
            domain: OnnxGraph.MicrosoftDomain);
        return parts.Product(
            $"{_layer}_fed", bent, _hidden, inner, $"{name}.output_dense.weight");
    }

    private OnnxValue Parts() => _graph.Has("qkv_parts")
        ? new OnnxValue("qkv_parts")
        : _graph.Integers("qkv_parts", _hidden, _hidden, _hidden);

    private void TraceSum(string name, OnnxValue value, OnnxValue bias)
    {
        if (parts.Traced)
        {
            parts.Trace(_graph.Node("Add", name, [value, bias]), "stems", "frames", _hidden);
        }
    }

    /// <summary>The weights of attention, worked out beside the fused operator that hides them.</summary>
    private void TraceProbabilities(OnnxValue product, OnnxValue bias)
    {
        if (!parts.Traced)
        {
            return;
        }

        long heads = parts.Config.Heads, size = _hidden / heads;
        var trace = $"{_layer}_trace";
        var sum = _graph.Node("Add", $"{trace}_sum", [product, bias]);
        var split = _graph.Nodes("Split", $"{trace}_part", 3, [sum, Parts()], a => a.Int("axis", 2));
        var shape = _graph.Integers($"{trace}_shape", 0, 0, heads, size);
        var query = Heads(split[0], "query", 0, 2, 1, 3);
        var key = Heads(split[1], "key", 0, 2, 3, 1);
        var scores = _graph.Node(
            "Div", $"{trace}_scaled",
            [
                _graph.Node("MatMul", $"{trace}_scores", [query, key]),
                _graph.Constant($"{trace}_root", [], [MathF.Sqrt(size)]),
            ]);
        parts.Trace(
            _graph.Node("Softmax", $"{_layer}_attn_probs", [scores], a => a.Int("axis", -1)),
            "stems", heads, "frames", "frames");

        OnnxValue Heads(OnnxValue value, string name, params long[] order)
        {
            var apart = _graph.Node("Reshape", $"{trace}_{name}_heads", [value, shape]);
            return _graph.Node(
                "Transpose", $"{trace}_{name}", [apart], a => a.Ints("perm", order));
        }
    }
}
