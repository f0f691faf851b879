namespace Antiphon.Encoder;

/// <summary>One transformer layer: attention, norm, feed-forward, norm.</summary>
/// <param name="index">From 0.</param>
internal sealed class HubertLayer(HubertParts parts, int index)
{
    private readonly OnnxGraph _graph = parts.Graph;
    private readonly long _hidden = parts.Config.HiddenSize;
    private readonly string _name = $"encoder.layers.{index}";
    private readonly string _layer = $"layer{index}";

    /// <param name="state">[stems · frames, hidden].</param>
    /// <returns>The same shape.</returns>
    public OnnxValue Build(OnnxValue state)
    {
        var attended = parts.Linear(
            $"{_layer}_attn_out", Attention(state), _hidden, _hidden,
            $"{_name}.attention.out_proj");
        parts.Trace(attended, "rows", _hidden);
        var between = parts.NormOfSum(
            $"{_layer}_ln1", attended, state, $"{_name}.layer_norm");
        parts.Trace(between, "rows", _hidden);
        var fed = parts.Trace(FeedForward(between), "rows", _hidden);
        var after = parts.NormOfSum(
            $"{_layer}_ln2", fed, between, $"{_name}.final_layer_norm");
        return parts.Trace(after, "rows", _hidden);
    }

    private OnnxValue Attention(OnnxValue state)
    {
        var all = parts.Linear(
            $"{_layer}_qkv", state, _hidden, _hidden,
            [.. "qkv".Select(part => $"{_name}.attention.{part}_proj")]);
        var stems = _graph.Node(
            "Reshape", $"{_layer}_qkv_stems", [all, new OnnxValue(HubertGraph.StemsShape)]);
        var parted = _graph.Nodes(
            "Split", $"{_layer}_qkv_part", 3,
            [stems, parts.Integers("qkv_parts", _hidden, _hidden, _hidden)],
            a => a.Int("axis", 2));
        TraceProbabilities(parted[0], parted[1]);
        var context = _graph.Node(
            "MultiHeadAttention", $"{_layer}_context", parted,
            a => a.Int("num_heads", parts.Config.Heads), OnnxGraph.MicrosoftDomain);
        return parts.Rows($"{_layer}_context_rows", context, _hidden);
    }

    private OnnxValue FeedForward(OnnxValue state)
    {
        long inner = parts.Config.IntermediateSize;

        // Rows of 3,072 numbers are three pages long and fall on the same cache lines; the product
        // over them runs a sixth slower. A few columns of zeros shift them apart.
        var padded = inner + 16;
        var name = $"{_name}.feed_forward";
        var wide = parts.Linear(
            $"{_layer}_wide", state, inner, _hidden, padded, _hidden, $"{name}.intermediate_dense");
        return parts.Linear(
            $"{_layer}_ffn_out", parts.Gelu($"{_layer}_bent", wide),
            _hidden, inner, _hidden, padded, $"{name}.output_dense");
    }

    /// <summary>
    /// The weights of attention, worked out beside the fused operator that hides them.
    /// </summary>
    private void TraceProbabilities(OnnxValue queries, OnnxValue keys)
    {
        if (!parts.Traced)
        {
            return;
        }

        long heads = parts.Config.Heads, size = _hidden / heads;
        var trace = $"{_layer}_trace";
        var shape = _graph.Integers($"{trace}_shape", 0, 0, heads, size);
        var query = Heads(queries, "query", 0, 2, 1, 3);
        var key = Heads(keys, "key", 0, 2, 3, 1);
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
