namespace Antiphon.Encoder;

/// <summary>
/// The first convolution, its norm over time and its GELU, in phases: value p holds every 16th
/// step from step p on, so that the strided convolutions behind it need no gather.
/// </summary>
/// <remarks>
/// The convolution is linear, so mean and variance of each channel over time follow from those of
/// the ten samples it sees (a 10 × 10 covariance): norm and convolution become one product with
/// kernels made on the spot, and 1,679 × 512 numbers are passed over once instead of four times.
/// It is the same function.
/// </remarks>
internal sealed class HubertFirstConvolution(HubertParts parts)
{
    /// <summary>Phases: two to the number of strides up to the fourth convolution.</summary>
    public const int Phases = 16;

    private const string Name = "feature_extractor.conv_layers.0";
    private const float Epsilon = 1e-5f;

    private readonly OnnxGraph _graph = parts.Graph;
    private readonly long _channels = parts.Config.ConvDim[0];
    private readonly long _taps = parts.Config.ConvKernel[0];

    /// <param name="sound">[stems, samples].</param>
    /// <param name="rows">Rows of each phase that are needed, a list of one.</param>
    /// <returns>One value a phase, [stems, rows, channels].</returns>
    public OnnxValue[] Build(OnnxValue sound, OnnxValue rows)
    {
        var windows = Windows(sound);
        var mean = _graph.Node("ReduceMean", "window_mean", [windows], a => a.Ints("axes", 1));
        var centred = _graph.Node("Sub", "window_centred", [windows, mean]);
        var kernels = _graph.Constant(
            "conv0_kernels", OnnxElementType.Float, [_channels, _taps],
            parts.Weights.AsItStands($"{Name}.conv.weight", _channels, 1, _taps));
        var normed = NormedKernels(kernels, Covariance(windows, centred));
        var extended = WithOnes(centred);
        Trace(windows, extended, kernels, normed);
        return [.. Phased(extended, rows).Select((phase, index) => parts.Gelu(
            $"conv0_out{index}",
            _graph.Node("MatMul", $"conv0_normed{index}", [phase, normed])))];
    }

    /// <summary>What the kernels see at each step, [stems, steps, 10].</summary>
    private OnnxValue Windows(OnnxValue sound)
    {
        long stride = parts.Config.ConvStride[0];
        var step = parts.Integers("sound_step", stride);
        var length = _graph.Node("Shape", "sound_length", [sound], a => a.Int("start", 1));
        var end = _graph.Node(
            "Mul", "sound_end", [_graph.Node("Div", "sound_steps", [length, step]), step]);
        var whole = _graph.Node(
            "Slice", "sound_whole", [sound, parts.Integers("at_0", 0), end, parts.Axis(1)]);
        var rows = _graph.Node(
            "Reshape", "sound_rows", [whole, parts.Integers("sound_rows_shape", 0, -1, stride)]);
        return parts.Concat(
            "windows", 2,
            parts.Slice("window_early", rows, 1, 0, -1),
            parts.Slice("window_late", rows, 1, 1, int.MaxValue));
    }

    private OnnxValue Covariance(OnnxValue windows, OnnxValue centred)
    {
        var across = _graph.Node(
            "Transpose", "window_across", [centred], a => a.Ints("perm", 0, 2, 1));
        var moments = _graph.Node("MatMul", "window_moments", [across, centred]);
        var steps = _graph.Node(
            "Shape", "window_steps", [windows], a => a.Int("start", 1).Int("end", 2));
        var count = _graph.Node(
            "Cast", "window_count", [steps], a => a.Int("to", (int)OnnxElementType.Float));
        return _graph.Node("Div", "window_covariance", [moments, count]);
    }

    /// <summary>
    /// Kernels over their output's deviation, with the norm's bias as one more tap:
    /// [stems, 11, channels].
    /// </summary>
    private OnnxValue NormedKernels(OnnxValue kernels, OnnxValue covariance)
    {
        var spread = _graph.Node("MatMul", "conv0_spread", [kernels, covariance]);
        var products = _graph.Node("Mul", "conv0_products", [spread, kernels]);
        var variance = _graph.Node("ReduceSum", "conv0_variance", [products, parts.Axis(2)]);
        var above = _graph.Node(
            "Add", "conv0_variance_above", [variance, _graph.Constant("epsilon0", [], [Epsilon])]);
        var deviation = _graph.Node("Sqrt", "conv0_deviation", [above]);
        var gain = _graph.Node("Div", "conv0_gain", [Column("weight"), deviation]);
        var scaled = _graph.Node("Mul", "conv0_scaled", [kernels, gain]);
        var bias = _graph.Node(
            "Expand", "conv0_bias", [Column("bias"), _graph.Node("Shape", "gain_shape", [gain])]);
        return _graph.Node(
            "Transpose", "conv0_weights", [parts.Concat("conv0_extended", 2, scaled, bias)],
            a => a.Ints("perm", 0, 2, 1));
    }

    /// <summary>
    /// The windows with a 1 behind each, which meets the bias: [stems, steps, 11].
    /// </summary>
    private OnnxValue WithOnes(OnnxValue centred) => _graph.Node(
        "Pad", "window_extended",
        [
            centred, _graph.Integers("one_tap", 0, 0, 0, 0, 0, 1),
            _graph.Constant("one", [], [1f]),
        ]);

    /// <summary>
    /// One value a phase, [stems, rows, 11]; a last row may lack a step: it is made up.
    /// </summary>
    private OnnxValue[] Phased(OnnxValue windows, OnnxValue rows)
    {
        var padded = _graph.Node(
            "Pad", "window_padded", [windows, parts.Integers("one_step", 0, 0, 0, 0, 1, 0)]);
        var steps = _graph.Node(
            "Mul", "window_used", [rows, parts.Integers("phases", Phases)]);
        var used = _graph.Node(
            "Slice", "window_whole", [padded, parts.Integers("at_0", 0), steps, parts.Axis(1)]);
        var together = _graph.Node(
            "Reshape", "window_phases",
            [used, _graph.Integers("window_phases_shape", 0, -1, Phases * (_taps + 1))]);
        return _graph.Nodes(
            "Split", "window_phase", Phases,
            [
                together,
                parts.Integers("window_phase_taps",
                    [.. Enumerable.Repeat(_taps + 1, Phases)]),
            ],
            a => a.Int("axis", 2));
    }

    private OnnxValue Column(string name) => _graph.Constant(
        $"{Name}.layer_norm.{name}", OnnxElementType.Float, [_channels, 1],
        parts.Weights.AsItStands($"{Name}.layer_norm.{name}", _channels));

    private void Trace(OnnxValue windows, OnnxValue extended, OnnxValue kernels, OnnxValue normed)
    {
        if (!parts.Traced)
        {
            return;
        }

        var across = _graph.Node(
            "Transpose", "kernels_across", [kernels], a => a.Ints("perm", 1, 0));
        parts.Trace(
            _graph.Node("MatMul", "conv0_raw", [windows, across]), "stems", "steps0", _channels);
        var norm = _graph.Node("MatMul", "conv0_groupnorm", [extended, normed]);
        parts.Trace(norm, "stems", "steps0", _channels);
        parts.Trace(parts.Gelu("conv0_out", norm), "stems", "steps0", _channels);
    }
}
