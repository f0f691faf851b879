namespace Antiphon.Encoder;

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

    /// <summary>x · Wᵀ + b for rows of numbers, [rows, inputs] → [rows, outputs].</summary>
    /// <param name="names">One matrix, or several of one shape side by side.</param>
    public OnnxValue Linear(
        string result, OnnxValue x, long outputs, long inputs, params string[] names) =>
        Linear(result, x, outputs, inputs, outputs, inputs, names);

    /// <summary>The same with both sides of the matrix filled up with zeros.</summary>
    public OnnxValue Linear(
        string result,
        OnnxValue x,
        long outputs,
        long inputs,
        long paddedOutputs,
        long paddedInputs,
        params string[] names)
    {
        var matrix = graph.Constant(
            $"{result}_matrix",
            OnnxElementType.Float,
            [paddedInputs, paddedOutputs * names.Length],
            weights.Transposed(outputs, inputs, paddedOutputs, paddedInputs,
                [.. names.Select(name => $"{name}.weight")]));
        var bias = graph.Constant(
            $"{result}_bias",
            OnnxElementType.Float,
            [paddedOutputs * names.Length],
            weights.Joined(outputs, paddedOutputs, [.. names.Select(name => $"{name}.bias")]));
        return graph.Node("Gemm", result, [x, matrix, bias]);
    }

    /// <summary>Layer norm over the last axis.</summary>
    public OnnxValue Norm(string result, OnnxValue x, string norm, long length) =>
        graph.Node(
            "LayerNormalization", result,
            [x, Weight($"{norm}.weight", length), Weight($"{norm}.bias", length)],
            a => a.Int("axis", -1).Float("epsilon", config.LayerNormEpsilon));

    /// <summary>Layer norm of a step's result and what went into it.</summary>
    public OnnxValue NormOfSum(string result, OnnxValue x, OnnxValue skip, string norm) => Norm(
        result, graph.Node("Add", $"{result}_sum", [x, skip]), norm, config.HiddenSize);

    /// <summary>Frames of all stems one after another, [stems · frames, length].</summary>
    public OnnxValue Rows(string result, OnnxValue x, long length) => graph.Node(
        "Reshape", result, [x, graph.Integers($"{result}_shape", -1, length)]);

    /// <summary>The exact GELU, x · Φ(x).</summary>
    public OnnxValue Gelu(string result, OnnxValue x) =>
        graph.Node("Gelu", result, [x], domain: OnnxGraph.MicrosoftDomain);

    /// <summary>A constant list of whole numbers, made once.</summary>
    public OnnxValue Integers(string name, params long[] values) =>
        graph.Find(name) ?? graph.Integers(name, values);

    public OnnxValue Axis(long axis) => Integers($"axis_{axis}", axis);

    public OnnxValue Slice(string result, OnnxValue x, long axis, long start, long end) =>
        graph.Node(
            "Slice", result,
            [x, Integers($"at_{start}", start), Integers($"at_{end}", end), Axis(axis)]);

    public OnnxValue Concat(string result, int axis, params OnnxValue[] x) =>
        graph.Node("Concat", result, x, a => a.Int("axis", axis));

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
