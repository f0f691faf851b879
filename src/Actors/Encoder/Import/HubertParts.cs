using Antiphon.Encoder.Onnx;

namespace Antiphon.Encoder.Import;

/// <summary>What the rooms of a HuBERT graph share: weights, and the steps that recur.</summary>
/// <param name="traced">Whether values between are outputs too.</param>
internal sealed class HubertParts(
    OnnxGraph graph, HubertConfig config, WeightTable weights, bool traced)
{
    public OnnxGraph Graph => graph;

    public HubertConfig Config => config;

    public WeightTable Weights => weights;

    public bool Traced => traced;

    /// <summary>A constant straight from the file.</summary>
    public OnnxValue Weight(string name, params long[] shape) =>
        graph.Constant(name, OnnxElementType.Float, shape, weights.AsItStands(name, shape));

    /// <summary>x · Wᵀ without the bias; several matrices side by side are one product.</summary>
    public OnnxValue Product(
        string result, OnnxValue x, long outputs, long inputs, params string[] matrices)
    {
        var matrix = graph.Constant(
            $"{result}_matrix",
            OnnxElementType.Float,
            [inputs, outputs * matrices.Length],
            weights.Transposed(outputs, inputs, matrices));
        return graph.Node("MatMul", result, [x, matrix]);
    }

    /// <summary>Layer norm of x + skip + bias, in one pass.</summary>
    public OnnxValue SkipNorm(
        string result, OnnxValue x, OnnxValue skip, string norm, OnnxValue bias) =>
        graph.Node(
            "SkipLayerNormalization", result,
            [
                x, skip, Weight($"{norm}.weight", config.HiddenSize),
                Weight($"{norm}.bias", config.HiddenSize), bias,
            ],
            a => a.Float("epsilon", config.LayerNormEpsilon),
            OnnxGraph.MicrosoftDomain);

    /// <summary>The exact GELU, x · Φ(x).</summary>
    public OnnxValue Gelu(string result, OnnxValue x) =>
        graph.Node("Gelu", result, [x], domain: OnnxGraph.MicrosoftDomain);

    /// <summary>Gives a value between to whoever compares, when traced.</summary>
    public OnnxValue Trace(OnnxValue value, params OnnxDimension[] shape)
    {
        if (traced)
        {
            graph.Output(value, shape);
        }

        return value;
    }
}
