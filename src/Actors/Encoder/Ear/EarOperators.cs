namespace Antiphon.Encoder;

/// <summary>Slices, joins and products of one graph; each constant is named for its node.</summary>
/// <param name="graph">Where they are written down.</param>
/// <param name="stems">Whether several sounds are heard at once, as a first axis.</param>
internal sealed class EarOperators(OnnxGraph graph, bool stems = false)
{
    /// <summary>The axis of time: samples, rows, frames of the front.</summary>
    public int Time { get; } = stems ? 1 : 0;

    /// <summary>The graph's values from <paramref name="start"/> on along an axis.</summary>
    public OnnxValue From(string name, OnnxValue from, int start, int axis) =>
        Slice(name, from, start, int.MaxValue, axis);

    /// <summary>Values start … end − 1 along an axis; a negative end counts from behind.</summary>
    public OnnxValue Slice(string name, OnnxValue from, int start, int end, int axis) =>
        graph.Node("Slice", name,
        [
            from, graph.Integers($"{name}_start", start), graph.Integers($"{name}_end", end),
            graph.Integers($"{name}_axis", axis),
        ]);

    public OnnxValue Reshape(string name, OnnxValue from, params long[] shape) =>
        graph.Node("Reshape", name, [from, graph.Integers($"{name}_shape", shape)]);

    /// <summary>A sound cut into rows, [rows, length] of each stem.</summary>
    public OnnxValue Rows(string name, OnnxValue from, int length) =>
        stems ? Reshape(name, from, 0, -1, length) : Reshape(name, from, -1, length);

    /// <summary>A row of numbers as an image of one channel for a convolution.</summary>
    public OnnxValue Channel(string name, OnnxValue from) =>
        stems ? Reshape(name, from, 0, 1, -1) : Reshape(name, from, 1, 1, -1);

    /// <summary>Rows as an image of one channel for a convolution.</summary>
    public OnnxValue Image(string name, OnnxValue from, int width) =>
        stems ? Reshape(name, from, 0, 1, -1, width) : Reshape(name, from, 1, 1, -1, width);

    public OnnxValue Join(string name, int axis, params OnnxValue[] parts) =>
        graph.Node("Concat", name, parts, a => a.Int("axis", axis));

    public OnnxValue Times(string name, OnnxValue left, float[,] matrix) =>
        graph.Node("MatMul", name, [left, graph.Constant($"{name}_matrix", matrix)]);

    public OnnxValue Relu(string name, OnnxValue from) => graph.Node("Relu", name, [from]);

    public OnnxValue Number(string name, double value) =>
        graph.Constant(name, [], [(float)value]);

    /// <summary>
    /// Overlapping windows side by side: row k holds rows k … k + count − 1.
    /// </summary>
    /// <param name="rows">[rows, length] of each stem.</param>
    /// <returns>[rows − count + 1, count · length].</returns>
    public OnnxValue Windows(string name, OnnxValue rows, int count) => Join(
        name, Time + 1,
        [.. Enumerable.Range(0, count).Select(i => Slice(
            $"{name}_{i}", rows, i, i == count - 1 ? int.MaxValue : i - count + 1, Time))]);

    /// <summary>What the runs before kept, in front of what is new.</summary>
    /// <param name="fresh">What is new; along the axis it has N.</param>
    /// <param name="shape">Of what is kept, 2 along the axis.</param>
    /// <returns>2 + N along the axis.</returns>
    public OnnxValue AfterPast(string name, OnnxValue fresh, int axis, params OnnxDimension[] shape)
    {
        var past = graph.Input(EarModel.PastPrefix + name, shape);
        var all = Join($"{name}_with_past", axis, past, fresh);
        graph.Output(From(EarModel.KeptPrefix + name, all, -2, axis), shape);
        return all;
    }
}
