namespace Antiphon.Encoder;

/// <summary>Writes down the ear as ONNX operators: the front, the notes, the drums.</summary>
/// <remarks>
/// Each convolution over time is valid, never padded: the two frames that it needs before the
/// newest ones are what the runs before kept.
/// </remarks>
internal sealed class EarGraph
{
    private const int CoarseBands = EarBands.Count / 9;

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
        var trunk = new EarTrunkGraph(_graph, _operators, _weights, Kept);
        var channels = _weights.Channels;
        var h = trunk.Build(frames);
        var note = trunk.Note(h);
        h = Kept("heads", _operators.Join("heads_in", 1, h, note), channels + 1);
        var onset = trunk.Convolution(
            "onset", h, [1, channels + 1, 3, 3], [0, 1, 0, 1], relu: false);
        var middle = _operators.Slice("note_middle", h, 1, -1, 2);
        Say(EarModel.NoteOutput, _operators.From("note_channel", middle, channels, 1));
        Say(EarModel.OnsetOutput, onset);
    }

    private OnnxValue Kept(string name, OnnxValue fresh, int channels) =>
        _operators.AfterPast(name, fresh, 2, 1, channels, 2, EarModel.Keys);

    private void Say(string name, OnnxValue value) => _graph.Output(
        _operators.Reshape(name, value, -1, EarModel.Keys), "frames", EarModel.Keys);

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
