namespace Antiphon.Encoder;

/// <summary>Writes down the ear as ONNX operators: the front, the notes, the drums.</summary>
/// <remarks>
/// Each convolution over time is valid, never padded: the two frames that it needs before the
/// newest ones are what the runs before kept.
/// </remarks>
internal sealed class EarGraph
{
    private const int Width = 264;
    private const int CoarseBands = EarBands.Count / 9;
    private const double Silence = -1.25;

    // Where half the frequency, the frequency itself and its partials 2 to 7 lie: 36 · log2(h).
    private static readonly int[] Shifts = [-36, 0, 36, 57, 72, 84, 93, 101];

    private readonly OnnxGraph _graph = new("ear");
    private readonly EarOperators _operators;
    private readonly EarWeights _weights;

    public EarGraph(EarWeights weights)
    {
        _weights = weights;
        _operators = new EarOperators(_graph);
        var samples = _graph.Input(EarModel.InputName, "samples");
        var tuning = _graph.Input(EarModel.TuningName, 1);
        var front = new EarFrontGraph(_graph, _operators).Build(samples, tuning);
        var frames = _operators.AfterPast("front", front, 0, 2, EarModel.Bands);
        Notes(frames);
        Drums(frames);
    }

    public void WriteTo(Stream stream) => _graph.WriteTo(
        stream,
        ("licence", "Apache-2.0"),
        ("source", "antiphon models ear"));

    private void Notes(OnnxValue frames)
    {
        var (first, channels) = (_weights.FirstChannels, _weights.Channels);
        var h = Convolution("c1", Partials(frames), [first, Shifts.Length, 3, 5], [0, 2, 0, 2]);
        h = Convolution("c2", h, [channels, first, 1, 9], [0, 3, 0, 3], strides: [1, 3]);
        h = Kept("keys", h, channels);
        h = Convolution("c3", h, [channels, channels, 3, 3], [0, 1, 0, 1]);
        var octaves = Convolution(
            "c4", h, [channels, channels, 1, 7], [0, 36, 0, 36], dilations: [1, 12]);
        h = Kept("chords", _graph.Node("Add", "c4_sum", [h, octaves]), channels);
        h = Convolution("c5", h, [channels, channels, 3, 3], [0, 1, 0, 1]);
        var note = Convolution("note", h, [1, channels, 1, 1], [0, 0, 0, 0], relu: false);
        h = Kept("heads", _operators.Join("heads_in", 1, h, note), channels + 1);
        var onset = Convolution("onset", h, [1, channels + 1, 3, 3], [0, 1, 0, 1], relu: false);
        var middle = _operators.Slice("note_middle", h, 1, -1, 2);
        Say(EarModel.NoteOutput, _operators.From("note_channel", middle, channels, 1));
        Say(EarModel.OnsetOutput, onset);
    }

    private OnnxValue Kept(string name, OnnxValue fresh, int channels) =>
        _operators.AfterPast(name, fresh, 2, 1, channels, 2, EarModel.Keys);

    private void Say(string name, OnnxValue value) => _graph.Output(
        _operators.Reshape(name, value, -1, EarModel.Keys), "frames", EarModel.Keys);

    /// <summary>A frequency's partials side by side as channels, [1, 8, N + 2, 264].</summary>
    private OnnxValue Partials(OnnxValue frames)
    {
        var before = -Shifts[0];
        var behind = Shifts[^1] + Width - EarBands.Count;
        var padded = _graph.Node("Pad", "padded",
            [frames, _graph.Integers("pads", 0, before, 0, behind),
                _operators.Number("silence", Silence)]);
        var image = _operators.Reshape("image", padded, 1, 1, -1, before + EarBands.Count + behind);
        return _operators.Join("partials", 1, [.. Shifts.Select((shift, i) =>
            _operators.Slice($"partial{i}", image, before + shift, before + shift + Width, 3))]);
    }

    private OnnxValue Convolution(
        string name,
        OnnxValue from,
        int[] shape,
        long[] pads,
        long[]? strides = null,
        long[]? dilations = null,
        bool relu = true)
    {
        long[] sizes = [.. shape.Select(size => (long)size)];
        var output = _graph.Node("Conv", $"{name}_conv",
            [
                from,
                _graph.Constant($"{name}_weight", sizes, _weights.Of($"{name}.weight", shape)),
                _graph.Constant($"{name}_bias", [sizes[0]], _weights.Of($"{name}.bias", shape[0])),
            ],
            a => a.Ints("kernel_shape", sizes[2..]).Ints("pads", pads)
                .Ints("strides", strides ?? [1, 1]).Ints("dilations", dilations ?? [1, 1]));
        return relu ? _operators.Relu($"{name}_relu", output) : output;
    }

    private void Drums(OnnxValue frames)
    {
        var coarse = _operators.Times("coarse", frames, EarBands.CoarseBands());
        var now = _operators.From("coarse_now", coarse, 2, 0);
        var before = _operators.Slice("coarse_before", coarse, 0, -2, 0);
        var rise = _operators.Relu(
            "coarse_rise", _graph.Node("Sub", "coarse_change", [now, before]));
        var d = _operators.Join("coarse_all", 1, now, rise);
        var channels = _weights.DrumChannels;
        d = _operators.Relu("d1_relu", OverFrames("d1", d, 2 * CoarseBands, channels));
        d = _operators.Relu("d2_relu", OverFrames("d2", d, channels, channels));
        var hits = OverFrames("d3", d, channels, EarModel.DrumClasses);
        _graph.Output(
            _operators.Reshape(EarModel.DrumOutput, hits, -1, EarModel.DrumClasses),
            "frames", EarModel.DrumClasses);
    }

    private OnnxValue OverFrames(string name, OnnxValue fresh, int inputs, int outputs)
    {
        var all = _operators.AfterPast(name, fresh, 0, 2, inputs);
        var product = _operators.Times(
            $"{name}_product", _operators.Windows($"{name}_frames", all, 3),
            _weights.OverThreeFrames($"{name}.weight", inputs, outputs));
        return _graph.Node("Add", $"{name}_sum",
            [product, _graph.Constant($"{name}_bias", [outputs],
                _weights.Of($"{name}.bias", outputs))]);
    }
}
