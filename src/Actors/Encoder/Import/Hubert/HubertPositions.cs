using Antiphon.Time;

namespace Antiphon.Encoder;

/// <summary>The positional convolution and the norm in front of the transformer.</summary>
internal sealed class HubertPositions(HubertParts parts)
{
    private const string Name = "encoder.pos_conv_embed.conv";

    private readonly OnnxGraph _graph = parts.Graph;
    private readonly HubertConfig _config = parts.Config;

    public OnnxValue Build(OnnxValue frames)
    {
        long hidden = _config.HiddenSize;
        var channels = _graph.Node(
            "Transpose", "positions_in", [frames], a => a.Ints("perm", 0, 2, 1));
        var raw = Convolved(channels);
        parts.Trace(raw, "stems", hidden, "frames");
        var bent = parts.Gelu("positions_bent", raw);
        var placed = _graph.Node(
            "Transpose", "posconv_out", [bent], a => a.Ints("perm", 0, 2, 1));
        parts.Trace(placed, "stems", "frames", hidden);
        var normed = parts.NormOfSum(
            "encoder_layernorm", placed, frames, "encoder.layer_norm");
        parts.Trace(normed, "stems", "frames", hidden);
        return parts.Rows("encoder_rows", normed, hidden);
    }

    /// <summary>
    /// The convolution, [stems, hidden, frames]. Of a segment's 26 frames no two are further apart
    /// than 25, so only the 51 middle taps of 128 can meet anything but padding: sounds up to a
    /// segment take those alone, longer ones take all. It is the same function.
    /// </summary>
    private OnnxValue Convolved(OnnxValue channels)
    {
        long taps = _config.PositionKernel, before = taps / 2;
        long reach = FrameGrid.FramesPerSegment - 1;
        var folded = new Lazy<float[]>(FoldedWeight());
        var bias = parts.Weight($"{Name}.bias", _config.HiddenSize);

        // The reference pads both sides by half a kernel and drops the last frame.
        var whole = Convolution(
            "long", channels, bias, Kernels(folded, 0, taps), before, before - 1);
        var near = Convolution(
            "short", channels, bias, Kernels(folded, before - reach, 2 * reach + 1), reach, reach);
        var frames = _graph.Node("Shape", "positions_frames", [channels], a => a.Int("start", 2));
        var fits = _graph.Node(
            "LessOrEqual", "positions_fit", [frames, _graph.Integers("segment_frames", reach + 1)]);
        return _graph.Node(
            "If", "posconv_raw_untrimmed", [fits],
            a => a.Graph("then_branch", near).Graph("else_branch", whole));
    }

    private OnnxGraph Convolution(
        string name, OnnxValue channels, OnnxValue bias, OnnxValue kernels, long before, long after)
    {
        var branch = new OnnxGraph($"positions_{name}");
        var result = branch.Node(
            "Conv", $"posconv_{name}", [channels, kernels, bias],
            a => a.Ints("pads", before, after).Int("group", _config.PositionGroups));
        branch.Output(result, "stems", (long)_config.HiddenSize, "frames");
        return branch;
    }

    /// <summary>Some taps of every kernel, in a row.</summary>
    private OnnxValue Kernels(Lazy<float[]> folded, long first, long count)
    {
        long rows = _config.HiddenSize * _config.HiddenSize / _config.PositionGroups;
        return _graph.Constant(
            $"positions_kernels{count}", OnnxElementType.Float,
            [_config.HiddenSize, _config.HiddenSize / _config.PositionGroups, count],
            new ComputedTensor(rows * count, () => Taps(folded.Value)));

        float[] Taps(float[] whole)
        {
            var taps = new float[rows * count];
            for (var row = 0L; row < rows; row++)
            {
                Array.Copy(whole, row * _config.PositionKernel + first, taps, row * count, count);
            }

            return taps;
        }
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
        return () => parts.Weights.Worked(direction, Fold(
            parts.Weights.Read(gain, 1, 1, taps),
            parts.Weights.Read(direction, hidden, inputs, taps)));
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
