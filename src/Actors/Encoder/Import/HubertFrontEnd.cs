using Antiphon.Encoder.Onnx;

namespace Antiphon.Encoder.Import;

/// <summary>
/// The convolutional front end and the projection: [stems, samples] → [stems, frames, hidden].
/// </summary>
/// <remarks>
/// The first convolution is linear and followed by a norm over time, so mean and variance of each
/// channel follow from the 10 × 10 covariance of the input's windows; norm and convolution become
/// one small product with weights made on the spot, and 1,679 × 512 numbers are passed over once
/// instead of four times. It is the same function.
/// </remarks>
internal sealed class HubertFrontEnd(HubertParts parts)
{
    private const float GroupNormEpsilon = 1e-5f;
    private const float InputNormEpsilon = 1e-7f;

    private readonly OnnxGraph _graph = parts.Graph;
    private readonly HubertConfig _config = parts.Config;

    public OnnxValue Build(OnnxValue sound)
    {
        var heard = _config.NormalizesInput ? Normalized(sound) : sound;
        var state = First(heard);
        for (var layer = 1; layer < _config.ConvDim.Length; layer++)
        {
            state = Convolution(state, layer);
        }

        return Projection(state);
    }

    private OnnxValue Normalized(OnnxValue sound)
    {
        var mean = Mean("input_mean", sound, 1);
        var centred = _graph.Node("Sub", "input_centred", [sound, mean]);
        var square = _graph.Node("Mul", "input_square", [centred, centred]);
        var variance = _graph.Node(
            "Add", "input_variance",
            [Mean("input_power", square, 1), Scalar("input_epsilon", InputNormEpsilon)]);
        var deviation = _graph.Node("Sqrt", "input_deviation", [variance]);
        return _graph.Node("Div", "input_normalized", [centred, deviation]);
    }

    private OnnxValue First(OnnxValue sound)
    {
        long channels = _config.ConvDim[0], kernel = _config.ConvKernel[0];
        const string layer = "feature_extractor.conv_layers.0";
        var kernels = _graph.Constant(
            "conv0_kernels", OnnxElementType.Float, [channels, kernel],
            parts.Weights.AsItStands($"{layer}.conv.weight", channels, 1, kernel));
        var windows = Windows(sound);
        var mean = Mean("window_mean", windows, 2);
        var centred = _graph.Node("Sub", "window_centred", [windows, mean]);
        var across = _graph.Node(
            "Transpose", "window_across", [centred], a => a.Ints("perm", 0, 2, 1));
        var moments = _graph.Node("MatMul", "window_moments", [centred, across]);
        var count = _graph.Node(
            "Cast", "window_count",
            [_graph.Node("Shape", "window_length", [windows], a => a.Int("start", 2))],
            a => a.Int("to", (int)OnnxElementType.Float));
        var covariance = _graph.Node("Div", "window_covariance", [moments, count]);
        var weights = NormedKernels(kernels, covariance, layer, channels);
        var one = _graph.Node(
            "Add", "window_ones",
            [_graph.Node("Mul", "window_zeros", [Row(centred), Scalar("zero", 0)]), Scalar("one", 1)]);
        var extended = Concat("window_extended", [centred, one], 1);
        var normed = _graph.Node("MatMul", "conv0_groupnorm", [weights, extended]);
        if (parts.Traced)
        {
            parts.Trace(_graph.Node("MatMul", "conv0_raw", [kernels, windows]), Channels(0));
        }

        parts.Trace(normed, Channels(0));
        return parts.Trace(parts.Gelu("conv0_out", normed), Channels(0));
    }

    /// <summary>Kernels over their output's deviation, with the norm's bias as one more tap.</summary>
    private OnnxValue NormedKernels(
        OnnxValue kernels, OnnxValue covariance, string layer, long channels)
    {
        var spread = _graph.Node("MatMul", "conv0_spread", [kernels, covariance]);
        var products = _graph.Node("Mul", "conv0_products", [spread, kernels]);
        var variance = _graph.Node(
            "ReduceSum", "conv0_variance", [products, _graph.Integers("axis_taps", 2)]);
        var deviation = _graph.Node(
            "Sqrt", "conv0_deviation",
            [_graph.Node(
                "Add", "conv0_variance_above",
                [variance, Scalar("conv0_epsilon", GroupNormEpsilon)])]);
        var gamma = Column($"{layer}.layer_norm.weight", channels);
        var beta = Column($"{layer}.layer_norm.bias", channels);
        var gain = _graph.Node("Div", "conv0_gain", [gamma, deviation]);
        var scaled = _graph.Node("Mul", "conv0_scaled", [kernels, gain]);
        var bias = _graph.Node(
            "Add", "conv0_bias",
            [_graph.Node("Mul", "conv0_nought", [variance, Scalar("nought", 0)]), beta]);
        return Concat("conv0_weights", [scaled, bias], 2);
    }

    /// <summary>What the first kernel sees at each step, [stems, 10, steps].</summary>
    private OnnxValue Windows(OnnxValue sound)
    {
        long kernel = _config.ConvKernel[0], stride = _config.ConvStride[0];
        if (kernel != 2 * stride)
        {
            throw new ModelRefusedException(
                $"config.json: a first kernel of {kernel} with stride {stride} is another " +
                "architecture.");
        }

        var length = _graph.Node("Shape", "sound_length", [sound], a => a.Int("start", 1));
        var step = _graph.Integers("sound_step", stride);
        var steps = _graph.Node("Div", "sound_steps", [length, step]);
        var end = _graph.Node("Mul", "sound_end", [steps, step]);
        var start = _graph.Integers("from_start", 0);
        var whole = _graph.Node(
            "Slice", "sound_whole", [sound, start, end, _graph.Integers("axis_samples", 1)]);
        var rows = _graph.Node(
            "Reshape", "sound_rows", [whole, _graph.Integers("rows_shape", 0, -1, stride)]);
        var columns = _graph.Node(
            "Transpose", "sound_columns", [rows], a => a.Ints("perm", 0, 2, 1));
        var axis = _graph.Integers("axis_steps", 2);
        var early = _graph.Node(
            "Slice", "window_early", [columns, start, _graph.Integers("but_one", -1), axis]);
        var late = _graph.Node(
            "Slice", "window_late",
            [columns, _graph.Integers("from_one", 1), _graph.Integers("end", int.MaxValue), axis]);
        return Concat("windows", [early, late], 1);
    }

    private OnnxValue Convolution(OnnxValue state, int layer)
    {
        long kernel = _config.ConvKernel[layer];
        var weight = parts.Weight(
            $"feature_extractor.conv_layers.{layer}.conv.weight",
            _config.ConvDim[layer], _config.ConvDim[layer - 1], kernel);
        var raw = _graph.Node(
            "Conv", $"conv{layer}_raw", [state, weight],
            a => a.Ints("kernel_shape", kernel).Ints("strides", _config.ConvStride[layer]));
        return parts.Trace(parts.Gelu($"conv{layer}_out", raw), Channels(layer));
    }

    private OnnxValue Projection(OnnxValue state)
    {
        const string name = "feature_projection";
        long channels = _config.ConvDim[^1], hidden = _config.HiddenSize;
        var frames = _graph.Node(
            "Transpose", "conv_frames", [state], a => a.Ints("perm", 0, 2, 1));
        var normed = parts.Norm(
            "featproj_layernorm", frames, $"{name}.layer_norm", channels);
        parts.Trace(normed, "stems", "frames", channels);
        var projected = parts.Linear(
            "featproj_rows", parts.Rows("featproj_in", normed, channels), hidden, channels,
            $"{name}.projection");
        _graph.Node(
            "Concat", HubertGraph.StemsShape,
            [
                _graph.Node("Shape", "stems_frames", [normed], a => a.Int("end", 2)),
                _graph.Integers("undivided", -1),
            ],
            a => a.Int("axis", 0));
        var stems = _graph.Node(
            "Reshape", "featproj_out", [projected, new OnnxValue(HubertGraph.StemsShape)]);
        return parts.Trace(stems, "stems", "frames", hidden);
    }

    private OnnxDimension[] Channels(int layer) =>
        ["stems", (long)_config.ConvDim[layer], $"steps{layer}"];

    private OnnxValue Column(string name, long channels) => _graph.Constant(
        name, OnnxElementType.Float, [channels, 1], parts.Weights.AsItStands(name, channels));

    private OnnxValue Row(OnnxValue windows) => _graph.Node(
        "Slice", "window_first",
        [
            windows, new OnnxValue("from_start"), new OnnxValue("from_one"),
            new OnnxValue("axis_samples"),
        ]);

    private OnnxValue Mean(string name, OnnxValue of, int axis) =>
        _graph.Node("ReduceMean", name, [of], a => a.Ints("axes", axis));

    private OnnxValue Concat(string name, OnnxValue[] of, int axis) =>
        _graph.Node("Concat", name, of, a => a.Int("axis", axis));

    private OnnxValue Scalar(string name, float value) => _graph.Constant(name, [], [value]);
}
