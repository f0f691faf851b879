using Antiphon.Encoder.Onnx;

namespace Antiphon.Encoder.Import;

/// <summary>The positional convolution and the norm in front of the transformer.</summary>
internal sealed class HubertPositions(HubertParts parts)
{
    private const string Name = "encoder.pos_conv_embed.conv";

    private readonly OnnxGraph _graph = parts.Graph;
    private readonly HubertConfig _config = parts.Config;

    public OnnxValue Build(OnnxValue frames)
    {
        long hidden = _config.HiddenSize, kernel = _config.PositionKernel;
        var channels = _graph.Node(
            "Transpose", "positions_in", [frames], a => a.Ints("perm", 0, 2, 1));
        var weight = _graph.Constant(
            "positions_kernels", OnnxElementType.Float,
            [hidden, hidden / _config.PositionGroups, kernel],
            new ComputedTensor(hidden * hidden / _config.PositionGroups * kernel, FoldedWeight()));

        // The reference pads both sides by half a kernel and drops the last frame.
        var raw = _graph.Node(
            "Conv", "posconv_raw_untrimmed",
            [channels, weight, parts.Weight($"{Name}.bias", hidden)],
            a => a.Ints("kernel_shape", kernel).Ints("pads", kernel / 2, kernel / 2 - 1)
                .Int("group", _config.PositionGroups));
        parts.Trace(raw, "stems", hidden, "frames");
        var bent = parts.Gelu("positions_bent", raw);
        var placed = _graph.Node(
            "Transpose", "posconv_out", [bent], a => a.Ints("perm", 0, 2, 1));
        parts.Trace(placed, "stems", "frames", hidden);
        var normed = parts.SkipNorm(
            "encoder_layernorm", placed, frames, "encoder.layer_norm", OnnxValue.Absent);
        return parts.Trace(normed, "stems", "frames", hidden);
    }

    /// <summary>
    /// The kernels as they are used: v · g / ‖v‖, the norm taken per tap over both other axes.
    /// Source: Salimans and Kingma, "Weight Normalization", NIPS 2016.
    /// </summary>
    private Func<float[]> FoldedWeight()
    {
        long hidden = _config.HiddenSize, taps = _config.PositionKernel;
        var inputs = hidden / _config.PositionGroups;
        if (parts.Weights.Has($"{Name}.weight"))
        {
            parts.Weights.Find($"{Name}.weight", hidden, inputs, taps);
            return () => parts.Weights.Read($"{Name}.weight", hidden, inputs, taps);
        }

        const string newer = $"{Name}.parametrizations.weight.original";
        var (gain, direction) = parts.Weights.Has($"{newer}0")
            ? ($"{newer}0", $"{newer}1")
            : ($"{Name}.weight_g", $"{Name}.weight_v");
        parts.Weights.Find(gain, 1, 1, taps);
        parts.Weights.Find(direction, hidden, inputs, taps);
        return () => Fold(
            parts.Weights.Read(gain, 1, 1, taps),
            parts.Weights.Read(direction, hidden, inputs, taps));
    }

    private static float[] Fold(float[] gain, float[] direction)
    {
        var squares = new double[gain.Length];
        for (var i = 0; i < direction.Length; i++)
        {
            squares[i % gain.Length] += (double)direction[i] * direction[i];
        }

        for (var i = 0; i < direction.Length; i++)
        {
            var tap = i % gain.Length;
            direction[i] = (float)(direction[i] * (gain[tap] / Math.Sqrt(squares[tap])));
        }

        return direction;
    }
}
