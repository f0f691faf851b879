using Antiphon.Time;

namespace Antiphon.Encoder;

/// <summary>
/// The convolutional front end and the projection: [stems, samples] → [stems, frames, hidden].
/// </summary>
/// <remarks>
/// Steps stand in phases (see <see cref="HubertFirstConvolution"/>), channels side by side, so a
/// convolution is a sum of products with one tap each and nothing is gathered. Of a kernel of
/// three with stride two, the outer taps meet the even steps like a kernel of two with stride one;
/// two neighbouring results y₀ = W₀a + W₂b and y₁ = W₀b + W₂c then need three products, not four:
/// y₀ = W₀(a − b) + (W₀ + W₂)b and y₁ = (W₀ + W₂)b + W₂(c − b).
/// Source: Winograd, "Arithmetic Complexity of Computations", SIAM 1980, F(2, 2).
/// </remarks>
internal sealed class HubertFrontEnd(HubertParts parts)
{
    private const float InputNormEpsilon = 1e-7f;

    private readonly OnnxGraph _graph = parts.Graph;
    private readonly HubertConfig _config = parts.Config;

    public OnnxValue Build(OnnxValue sound)
    {
        var heard = _config.NormalizesInput ? Normalized(sound) : sound;
        var frames = Frames(sound);

        // Four steps of the fourth convolution a frame, and one for its neighbour.
        var steps = _graph.Node("Mul", "steps4", [frames, parts.Integers("four", 4)]);
        var rows = _graph.Node("Add", "phase_rows", [steps, parts.Integers("at_1", 1)]);
        var phases = new HubertFirstConvolution(parts).Build(heard, rows);
        for (var layer = 1; layer <= 3; layer++)
        {
            phases = TwoByTwo(phases, layer);
            TracePhases(phases, layer);
        }

        var fourth = Fourth(phases);
        var used = _graph.Node(
            "Slice", "conv4_used", [fourth, parts.Integers("at_0", 0), steps, parts.Axis(1)]);
        return Projection(Pairs(Pairs(used, 5), 6));
    }

    /// <summary>Frames of the sound, a list of one.</summary>
    private OnnxValue Frames(OnnxValue sound)
    {
        var length = _graph.Node("Shape", "samples_length", [sound], a => a.Int("start", 1));
        var before = _graph.Integers(
            "samples_before", FrameGrid.ReceptiveFieldSamples - FrameGrid.HopSamples);
        var rest = _graph.Node("Sub", "samples_rest", [length, before]);
        return _graph.Node(
            "Div", "frames", [rest, _graph.Integers("hop", FrameGrid.HopSamples)]);
    }

    private OnnxValue Normalized(OnnxValue sound)
    {
        var mean = _graph.Node("ReduceMean", "input_mean", [sound], a => a.Ints("axes", 1));
        var centred = _graph.Node("Sub", "input_centred", [sound, mean]);
        var square = _graph.Node("Mul", "input_square", [centred, centred]);
        var power = _graph.Node("ReduceMean", "input_power", [square], a => a.Ints("axes", 1));
        var above = _graph.Node(
            "Add", "input_above",
            [power, _graph.Constant("input_epsilon", [], [InputNormEpsilon])]);
        var deviation = _graph.Node("Sqrt", "input_deviation", [above]);
        return _graph.Node("Div", "input_normalized", [centred, deviation]);
    }

    /// <summary>A convolution of three taps and stride two, two results at a time.</summary>
    private OnnxValue[] TwoByTwo(OnnxValue[] phases, int layer)
    {
        var rows = phases.Select((phase, index) => Flat($"conv{layer}_in{index}", phase, layer))
            .Append(Flat($"conv{layer}_next", Next($"conv{layer}_in_next", phases[0]), layer))
            .ToArray();
        var (first, middle, last) = (Tap(layer, 1, 0, 0), Tap(layer, 0, 1, 0), Tap(layer, 0, 0, 1));
        var outer = Tap(layer, 1, 0, 1);
        var results = new OnnxValue[phases.Length / 2];
        for (var i = 0; i < results.Length; i += 2)
        {
            var shared = _graph.Node("MatMul", $"conv{layer}_shared{i}", [rows[2 * i + 2], outer]);
            results[i] = Result(i, rows[2 * i], first, rows[2 * i + 1]);
            results[i + 1] = Result(i + 1, rows[2 * i + 4], last, rows[2 * i + 3]);

            OnnxValue Result(int index, OnnxValue side, OnnxValue sideTap, OnnxValue odd)
            {
                var name = $"conv{layer}_{index}";
                var step = _graph.Node("Sub", $"{name}_step", [side, rows[2 * i + 2]]);
                var partly = _graph.Node("Gemm", $"{name}_partly", [step, sideTap, shared]);
                var raw = _graph.Node("Gemm", $"{name}_raw", [odd, middle, partly]);
                return Stems($"{name}_out", parts.Gelu($"{name}_bent", raw), layer);
            }
        }

        return results;
    }

    /// <summary>The fourth convolution, from two phases to one.</summary>
    private OnnxValue Fourth(OnnxValue[] phases)
    {
        const int layer = 4;
        var sum = _graph.Node(
            "MatMul", "conv4_0", [Flat("conv4_in0", phases[0], layer), Tap(layer, 1, 0, 0)]);
        sum = _graph.Node(
            "Gemm", "conv4_1", [Flat("conv4_in1", phases[1], layer), Tap(layer, 0, 1, 0), sum]);
        var next = Flat("conv4_in2", Next("conv4_next", phases[0]), layer);
        sum = _graph.Node("Gemm", "conv4_2", [next, Tap(layer, 0, 0, 1), sum]);
        return parts.Trace(
            Stems("conv4_out", parts.Gelu("conv4_bent", sum), layer),
            "stems", "steps4", (long)_config.ConvDim[layer]);
    }

    /// <summary>A convolution of two taps and stride two: pairs of steps side by side.</summary>
    private OnnxValue Pairs(OnnxValue state, int layer)
    {
        long inputs = _config.ConvDim[layer - 1], outputs = _config.ConvDim[layer];
        var name = $"conv{layer}";
        var matrix = _graph.Constant(
            $"{name}_matrix", OnnxElementType.Float, [2 * inputs, outputs],
            parts.Weights.TapsStacked(Kernel(layer), outputs, inputs, 2));
        var raw = _graph.Node(
            "MatMul", $"{name}_raw", [parts.Rows($"{name}_pairs", state, 2 * inputs), matrix]);
        return parts.Trace(
            Stems($"{name}_out", parts.Gelu($"{name}_bent", raw), layer),
            "stems", $"steps{layer}", outputs);
    }

    private OnnxValue Projection(OnnxValue state)
    {
        const string name = "feature_projection";
        long channels = _config.ConvDim[^1], hidden = _config.HiddenSize;
        var normed = parts.Norm(
            "featproj_layernorm", state, $"{name}.layer_norm", channels);
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

    /// <summary>A weighted sum of a kernel's three taps, [inputs, outputs].</summary>
    private OnnxValue Tap(int layer, params float[] weights)
    {
        long inputs = _config.ConvDim[layer - 1], outputs = _config.ConvDim[layer];
        return _graph.Constant(
            $"conv{layer}_tap{string.Concat(weights)}", OnnxElementType.Float, [inputs, outputs],
            parts.Weights.TapsSummed(Kernel(layer), outputs, inputs, weights));
    }

    /// <summary>The steps one row later; the row made up at the end meets no frame.</summary>
    private OnnxValue Next(string name, OnnxValue phase) => parts.Concat(
        name, 1,
        parts.Slice($"{name}_rows", phase, 1, 1, int.MaxValue),
        parts.Slice($"{name}_last", phase, 1, -1, int.MaxValue));

    private OnnxValue Flat(string name, OnnxValue phase, int layer) =>
        parts.Rows(name, phase, _config.ConvDim[layer - 1]);

    /// <summary>Rows parted into stems again, [stems, steps, channels].</summary>
    private OnnxValue Stems(string name, OnnxValue rows, int layer) => _graph.Node(
        "Reshape", name, [rows, StemsShape(layer)]);

    private OnnxValue StemsShape(int layer)
    {
        var name = $"stems_by_{_config.ConvDim[layer]}";
        return _graph.Find(name) ?? parts.Concat(
            name, 0,
            _graph.Find("stems") ?? _graph.Node(
                "Shape", "stems", [new OnnxValue(HubertGraph.InputName)], a => a.Int("end", 1)),
            parts.Integers($"steps_by_{_config.ConvDim[layer]}", -1, _config.ConvDim[layer]));
    }

    private static string Kernel(int layer) =>
        $"feature_extractor.conv_layers.{layer}.conv.weight";

    private void TracePhases(OnnxValue[] phases, int layer)
    {
        if (parts.Traced)
        {
            long channels = _config.ConvDim[layer];
            var together = parts.Concat($"conv{layer}_together", 2, phases);
            parts.Trace(
                _graph.Node(
                    "Reshape", $"conv{layer}_out",
                    [together, _graph.Integers($"conv{layer}_out_shape", 0, -1, channels)]),
                "stems", $"steps{layer}", channels);
        }
    }
}
