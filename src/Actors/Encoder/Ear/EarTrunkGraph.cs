namespace Antiphon.Encoder;

/// <summary>
/// Writes down the convolutions that make of the ear's front what it knows of each key.
/// </summary>
/// <remarks>Each is valid over time, never padded: it needs two frames before its first.</remarks>
/// <param name="graph">Where it is written down.</param>
/// <param name="operators">Of the same graph.</param>
/// <param name="weights">The ear's.</param>
/// <param name="withPast">
/// Puts the two frames of the past, of so many channels, in front of what has none; null where
/// all frames are heard anew each time, and the first ones are lost.
/// </param>
internal sealed class EarTrunkGraph(
    OnnxGraph graph,
    EarOperators operators,
    EarWeights weights,
    Func<string, OnnxValue, int, OnnxValue>? withPast = null)
{
    /// <summary>Frames before the newest one that its answer rests on: three times two.</summary>
    public const int FramesBefore = 6;

    private const int Width = 264;
    private const double Silence = -1.25;

    // Where half the frequency, the frequency itself and its partials 2 to 7 lie: 36 · log2(h).
    private static readonly int[] Shifts = [-36, 0, 36, 57, 72, 84, 93, 101];

    /// <param name="frames">The front, [2 + N, 306] of each stem.</param>
    /// <returns>[stems, channels, N, 88].</returns>
    public OnnxValue Build(OnnxValue frames)
    {
        var (first, channels) = (weights.FirstChannels, weights.Channels);
        var h = Convolution("c1", Partials(frames), [first, Shifts.Length, 3, 5], [0, 2, 0, 2]);
        h = Convolution("c2", h, [channels, first, 1, 9], [0, 3, 0, 3], strides: [1, 3]);
        h = WithPast("keys", h, channels);
        h = Convolution("c3", h, [channels, channels, 3, 3], [0, 1, 0, 1]);
        var octaves = Convolution(
            "c4", h, [channels, channels, 1, 7], [0, 36, 0, 36], dilations: [1, 12]);
        h = WithPast("chords", graph.Node("Add", "c4_sum", [h, octaves]), channels);
        return Convolution("c5", h, [channels, channels, 3, 3], [0, 1, 0, 1]);
    }

    /// <summary>Logits that each key sounds, [stems, 1, N, 88].</summary>
    public OnnxValue Note(OnnxValue trunk) =>
        Convolution("note", trunk, [1, weights.Channels, 1, 1], [0, 0, 0, 0], relu: false);

    /// <summary>One convolution of the ear, by the name of its weights.</summary>
    /// <param name="shape">[out, in, frames, keys].</param>
    public OnnxValue Convolution(
        string name,
        OnnxValue from,
        int[] shape,
        long[] pads,
        long[]? strides = null,
        long[]? dilations = null,
        bool relu = true)
    {
        long[] sizes = [.. shape.Select(size => (long)size)];
        var output = graph.Node("Conv", $"{name}_conv",
            [
                from,
                graph.Constant($"{name}_weight", sizes, weights.Of($"{name}.weight", shape)),
                graph.Constant($"{name}_bias", [sizes[0]], weights.Of($"{name}.bias", shape[0])),
            ],
            a => a.Ints("kernel_shape", sizes[2..]).Ints("pads", pads)
                .Ints("strides", strides ?? [1, 1]).Ints("dilations", dilations ?? [1, 1]));
        return relu ? operators.Relu($"{name}_relu", output) : output;
    }

    private OnnxValue WithPast(string name, OnnxValue fresh, int channels) =>
        withPast is null ? fresh : withPast(name, fresh, channels);

    /// <summary>A frequency's partials side by side as channels, [stems, 8, N + 2, 264].</summary>
    private OnnxValue Partials(OnnxValue frames)
    {
        var before = -Shifts[0];
        var behind = Shifts[^1] + Width - EarBands.Count;
        var (ahead, after) = (new long[operators.Time + 2], new long[operators.Time + 2]);
        (ahead[^1], after[^1]) = (before, behind);
        var padded = graph.Node("Pad", "padded",
            [frames, graph.Integers("pads", [.. ahead, .. after]),
                operators.Number("silence", Silence)]);
        var width = before + EarBands.Count + behind;
        var image = operators.Image("image", padded, width);
        return operators.Join("partials", 1, [.. Shifts.Select((shift, i) =>
            operators.Slice($"partial{i}", image, before + shift, before + shift + Width, 3))]);
    }
}
