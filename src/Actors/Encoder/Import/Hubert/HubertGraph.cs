using System.Globalization;

namespace Antiphon.Encoder;

/// <summary>
/// Writes a HuBERT or MERT model down as ONNX operators, with ONNX Runtime's fused ones where they
/// are exact: convolutions, projection, positional convolution, transformer layers.
/// Source: Hsu et al., "HuBERT", TASLP 2021; Li et al., "MERT", ICLR 2024.
/// </summary>
internal sealed class HubertGraph
{
    public const string InputName = "samples";
    public const string OutputName = "features";

    /// <summary>Stems, frames, −1: the shape that parts rows into stems again.</summary>
    public const string StemsShape = "stems_shape";

    private readonly OnnxGraph _graph = new("hubert");
    private readonly HubertParts _parts;
    private readonly int _layer;

    /// <summary>Lays the graph out; every weight is held against its shape, none is read.</summary>
    /// <param name="layer">
    /// Layer whose states are the output, from 1; layers above are left out.
    /// </param>
    /// <param name="traced">
    /// Also gives the values between, under the names of the reference.
    /// </param>
    /// <exception cref="ModelRefusedException">A weight is missing or mis-shaped.</exception>
    public HubertGraph(HubertConfig config, WeightTable weights, int layer, bool traced = false)
    {
        _parts = new HubertParts(_graph, config, weights, traced);
        _layer = layer;
        var sound = _graph.Input(InputName, "stems", "samples");
        var heard = new HubertFrontEnd(_parts).Build(sound);
        var state = new HubertPositions(_parts).Build(heard);
        for (var index = 0; index < layer; index++)
        {
            state = new HubertLayer(_parts, index).Build(state);
        }

        var output = _graph.Node("Reshape", OutputName, [state, new OnnxValue(StemsShape)]);
        _graph.Output(output, "stems", "frames", config.HiddenSize);
    }

    /// <summary>Writes the model; weights are read one at a time.</summary>
    public void WriteTo(Stream stream) => _graph.WriteTo(
        stream,
        ("source", "antiphon models import"),
        ("layer", _layer.ToString(CultureInfo.InvariantCulture)));
}
