using Antiphon.Time;

namespace Antiphon.Encoder;

/// <summary>Writes down the spectral encoder as ONNX operators.</summary>
/// <remarks>
/// Sound is cut into rows of one hop, counted from sample 80 so that rows end where frames end; the
/// window of frame k is rows k to k + 22, side by side, times a matrix of kernels. That is the
/// strided convolution without its gather, and one copy instead of one per kernel length.
/// </remarks>
internal sealed class SpectralEncoderGraph
{
    private const int Rows = SpectralEncoderBands.LongestHops;
    private const int FineSamples = 80;
    private const int FinePerHop = 4;
    private const int LevelTaps = 64;
    private const double LevelTail = 4800;

    // 30 dB under the frame's level a band counts as silent; −140 dBFS is silence itself.
    private const double FloorRelative = 1e-3;
    private const double FloorAbsolute = FloorRelative * 1e-14;

    private readonly OnnxGraph _graph;
    private readonly OnnxValue _toEnd;
    private readonly OnnxValue _axisTime;

    /// <param name="graph">Where it is written down.</param>
    public SpectralEncoderGraph(OnnxGraph graph)
    {
        _graph = graph;
        _toEnd = _graph.Integers("to_end", int.MaxValue);
        _axisTime = _graph.Integers("axis_time", 1);
    }

    /// <summary>The first sample of a sound of whole hops: 80.</summary>
    public static int FirstSample => FrameGrid.ReceptiveFieldSamples
        + SpectralEncoderModel.ContextSamples - Rows * FrameGrid.HopSamples;

    /// <summary>The model of spectral features alone.</summary>
    public static OnnxGraph Whole()
    {
        var model = new OnnxGraph("spectral");
        var graph = new SpectralEncoderGraph(model);
        var sound = model.Input(SpectralEncoderModel.InputName, "stems", "samples");
        model.Output(
            graph.Features(graph.WholeHops(sound, FirstSample)),
            "stems", "frames", SpectralEncoderModel.Dimensions);
        return model;
    }

    /// <summary>The sound from a sample on, cut to whole hops: [stems, 320 · rows].</summary>
    public OnnxValue WholeHops(OnnxValue sound, int firstSample)
    {
        var first = _graph.Integers("first_sample", firstSample);
        var hop = _graph.Integers("hop", FrameGrid.HopSamples);
        var shape = _graph.Node("Shape", "sound_length", [sound], a => a.Int("start", 1));
        var rest = _graph.Node("Sub", "sound_rest", [shape, first]);
        var hops = _graph.Node("Div", "sound_hops", [rest, hop]);
        var length = _graph.Node("Mul", "sound_whole", [hops, hop]);
        var end = _graph.Node("Add", "sound_end", [length, first]);
        return _graph.Node("Slice", "whole_hops", [sound, first, end, _axisTime]);
    }

    /// <summary>The features of frames whose windows end with the rows of a sound.</summary>
    /// <param name="whole">[stems, 320 · (22 + frames)].</param>
    /// <returns>[stems, frames, 147].</returns>
    public OnnxValue Features(OnnxValue whole)
    {
        var rows = Reshape("rows", whole, 0, -1, FrameGrid.HopSamples);
        var slices = Enumerable.Range(0, Rows).Select(row => Row(rows, row, 0)).ToArray();
        var squares = Enumerable.Range(0, SpectralEncoderBands.LongOctaves)
            .Select(octave => LongSquares(slices, octave)).ToList();
        var early = ShortSquares(rows);
        squares.Add(Slice(
            "short_now", early, SpectralEncoderFeatures.PastHops, _toEnd));
        var bands = Times(
            "bands", Concat("squares", [.. squares]), SpectralEncoderBands.BandPooling());
        var logs = Logs(bands, CoarseNowAndBefore(early), Level(whole));
        return FeaturesOf(logs);
    }

    /// <summary>Mean square of the frame's past 0.2 s, weighted like the longer kernels.</summary>
    /// <returns>[stems, frames, 1].</returns>
    private OnnxValue Level(OnnxValue whole)
    {
        var fine = Reshape("fine", whole, 0, -1, FineSamples);
        var sums = _graph.Node("ReduceSumSquare", "fine_power", [fine],
            a => a.Ints("axes", 2).Int("keepdims", 0));
        var used = Slice("level_span", sums, FinePerHop * Rows - LevelTaps, _toEnd);
        var channel = Reshape("level_in", used, 0, 1, -1);
        var taps = Enumerable.Range(0, LevelTaps).Select(tap => SpectralEncoderKernels.Window(
            SpectralEncoderKernels.Offset(0, LevelTaps * FineSamples)
                + (tap + 0.5) * FineSamples - 0.5, LevelTail)).ToArray();
        var total = taps.Sum() * FineSamples;
        float[] kernel = [.. taps.Select(tap => (float)(FloorRelative * tap / total))];
        var level = _graph.Node("Conv", "level_conv",
            [channel, _graph.Constant("level_window", [1, 1, LevelTaps], kernel)],
            a => a.Ints("strides", FinePerHop).Ints("kernel_shape", LevelTaps));
        var column = Reshape("level_column", level, 0, -1, 1);
        return _graph.Node("Add", "floor",
            [column, _graph.Constant("floor_absolute", [], [(float)FloorAbsolute])]);
    }

    /// <summary>Squares of one octave's kernels, [stems, frames, 24].</summary>
    private OnnxValue LongSquares(OnnxValue[] slices, int octave)
    {
        var hops = SpectralEncoderBands.HopsOf(octave);
        var window = Concat($"window{octave}", slices[^hops..]);
        var kernels = _graph.Constant($"kernels{octave}",
            [hops * FrameGrid.HopSamples, 24], SpectralEncoderBands.LongKernels(octave));
        var part = _graph.Node("MatMul", $"partials{octave}", [window, kernels]);
        return _graph.Node("Mul", $"partials{octave}_squared", [part, part]);
    }

    /// <summary>
    /// Squares of the short kernels, from 4 hops early: [stems, frames + 4, 248].
    /// </summary>
    private OnnxValue ShortSquares(OnnxValue rows)
    {
        const int hops = SpectralEncoderBands.ShortHops;
        const int early = SpectralEncoderFeatures.PastHops;
        var window = Concat("short_window",
            [.. Enumerable.Range(Rows - hops, hops).Select(row => Row(rows, row, early))]);
        var kernels = _graph.Constant("short_kernels",
            [hops * FrameGrid.HopSamples, 2 * SpectralEncoderBands.ShortKernels],
            SpectralEncoderBands.ShortKernelMatrix());
        var part = _graph.Node("MatMul", "short_partials", [window, kernels]);
        return _graph.Node("Mul", "short_squared", [part, part]);
    }

    /// <summary>Coarse bands of the frame and of the 4 hops before, [stems, frames, 80].</summary>
    private OnnxValue CoarseNowAndBefore(OnnxValue early)
    {
        const int past = SpectralEncoderFeatures.PastHops;
        var coarse = Times("coarse", early, SpectralEncoderBands.CoarsePooling());
        return Concat("coarse_history", [.. Enumerable.Range(0, past + 1).Select(back => Slice(
            $"coarse_back{back}", coarse, past - back, Before(back)))]);
    }

    /// <summary>ln(1 + power over the floor): 0 for silence, whatever the level.</summary>
    private OnnxValue Logs(OnnxValue bands, OnnxValue coarse, OnnxValue floor)
    {
        var powers = Concat("powers", [bands, coarse]);
        var ratio = _graph.Node("Div", "relative", [powers, floor]);
        var above = _graph.Node("Add", "above_floor",
            [ratio, _graph.Constant("one", [], [1f])]);
        return _graph.Node("Log", "logs", [above]);
    }

    private OnnxValue FeaturesOf(OnnxValue logs)
    {
        const int plain = SpectralEncoderFeatures.Plain;
        const int rises = SpectralEncoderFeatures.Rises;
        var linear = Times("linear", logs, SpectralEncoderFeatures.Analysis());
        var asTheyAre = Slice("plain", linear, 0, _graph.Integers("plain_end", plain), axis: 2);
        var signed = Slice("signed", linear, plain, _toEnd, axis: 2);
        var positive = _graph.Node("Relu", "positive", [signed]);
        var risen = Slice("rises", positive, 0, _graph.Integers("rises_end", rises), axis: 2);
        var detail = Slice("detail", positive, rises, _toEnd, axis: 2);
        var folded = Times("folded", detail, SpectralEncoderFeatures.Fold());
        var norm = _graph.Node("ReduceL2", "fold_norm", [folded], a => a.Ints("axes", 2));
        var soft = _graph.Node("Add", "fold_soft_norm",
            [norm, _graph.Constant("fold_softness", [], [SpectralEncoderModel.ChromaSoftness])]);
        var unit = _graph.Node("Div", "fold_unit", [folded, soft]);
        var chroma = _graph.Node("Mul", "chroma",
            [unit, _graph.Constant("chroma_weight", [], [SpectralEncoderModel.ChromaWeight])]);
        return Concat(SpectralEncoderModel.OutputName, [asTheyAre, risen, chroma]);
    }

    /// <summary>
    /// Row number <paramref name="row"/> of each frame's window, [stems, frames, 320].
    /// </summary>
    private OnnxValue Row(OnnxValue rows, int row, int early) => Slice(
        early > 0 ? $"early_row{row}" : $"row{row}", rows, row - early, Before(Rows - 1 - row));

    /// <summary>The end of a slice that leaves out the last <paramref name="hops"/>.</summary>
    private OnnxValue Before(int hops)
    {
        if (hops == 0)
        {
            return _toEnd;
        }

        var name = $"but_last{hops}";
        return _graph.Find(name) ?? _graph.Integers(name, -hops);
    }

    private OnnxValue Slice(string name, OnnxValue from, int start, OnnxValue end, int axis = 1) =>
        _graph.Node("Slice", name,
            [
                from, _graph.Integers($"{name}_start", start), end,
                axis == 1 ? _axisTime : _graph.Integers($"{name}_axis", axis),
            ]);

    private OnnxValue Reshape(string name, OnnxValue from, params long[] shape) =>
        _graph.Node("Reshape", name, [from, _graph.Integers($"{name}_shape", shape)]);

    private OnnxValue Concat(string name, OnnxValue[] parts) =>
        _graph.Node("Concat", name, parts, a => a.Int("axis", 2));

    private OnnxValue Times(string name, OnnxValue left, float[,] matrix) =>
        _graph.Node("MatMul", name, [left, _graph.Constant($"{name}_matrix", matrix)]);
}
