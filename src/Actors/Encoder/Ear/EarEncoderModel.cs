using System.Globalization;
using Antiphon.Tensors;
using Antiphon.Time;

namespace Antiphon.Encoder;

/// <summary>
/// An encoder that hears with the ear beside the spectral one: to its features come how surely
/// each of 88 keys sounds in the stem, and their sums by pitch class, as the ear says of the
/// newest frame.
/// </summary>
/// <remarks>
/// The ear looks two frames ahead, so the keys lag their frame by 27 ms. Not the default:
/// docs/ear.md says what it gains and what it costs.
/// </remarks>
public static class EarEncoderModel
{

    /// <summary>Samples of the past in front of the first frame: 10272 (0.43 s).</summary>
    public const int ContextSamples =
        EarModel.ContextSamples + EarTrunkGraph.FramesBefore * 320;

    /// <summary>Features per frame: 147, 88 keys from A0, 12 pitch classes from A.</summary>
    public const int Dimensions =
        SpectralEncoderModel.Dimensions + EarModel.Keys + PitchClasses;

    private const int PitchClasses = 12;

    private const string Licence = "Apache-2.0";
    private const string Source = "antiphon models ear-encoder";

    // Sureness as a feature is less steep than a probability, so that doubt is heard too; weights
    // say how much keys matter against what is spectral. Found by search, for words that tell more
    // of pitch and still travel.
    private const double KeyDoubt = 3, KeySoftness = 3, KeyWeight = 1;
    private const double ClassDoubt = 2, ClassSoftness = 2, ClassWeight = 0.5;

    /// <summary>What the manifest says of it, but for its file's hash.</summary>
    /// <param name="name">How options name it.</param>
    /// <param name="file">Its file, beside the manifest.</param>
    public static ModelEntry EntryOf(string name, string file) => new()
    {
        Name = name,
        File = file,
        Sha256 = string.Empty,
        InputShape = ["stems", "samples"],
        OutputShape = ["stems", "frames", Dimensions.ToString(CultureInfo.InvariantCulture)],
        SampleRateHz = SampleRate.Hz,
        ContextSamples = ContextSamples,
        Dimensions = Dimensions,
        Licence = Licence,
        Source = Source,
    };

    /// <summary>Writes the model, the same bytes each time.</summary>
    /// <param name="stream">Receives the ONNX file, about 6 MB.</param>
    /// <param name="weights">The ear's.</param>
    /// <exception cref="ModelRefusedException">
    /// A tensor is missing or has another shape.
    /// </exception>
    public static void Build(Stream stream, SafeTensorsDocument weights)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(weights);
        Graph(new EarWeights(weights)).WriteTo(
            stream,
            ("licence", Licence),
            ("source", Source));
    }

    private static OnnxGraph Graph(EarWeights weights)
    {
        var graph = new OnnxGraph("ear_encoder");
        var operators = new EarOperators(graph, stems: true);
        var spectral = new SpectralEncoderGraph(graph);
        var sound = graph.Input(SpectralEncoderModel.InputName, "stems", "samples");

        // Rows of both end with the frame's own 400 samples; the ear looks farther back.
        const int skipped = EarFrontGraph.OverWholeHops;
        var whole = spectral.WholeHops(sound, skipped);
        graph.Prefix = "spectral_";
        var behind = ContextSamples - SpectralEncoderModel.ContextSamples
            + SpectralEncoderGraph.FirstSample - skipped;
        var features = spectral.Features(operators.From("sound", whole, behind, 1));
        graph.Prefix = "ear_";
        var trunk = new EarTrunkGraph(graph, operators, weights);
        var front = new EarFrontGraph(graph, operators, skipped).Build(whole);
        var logits = operators.Reshape(
            "keys", trunk.Note(trunk.Build(front)), 0, -1, EarModel.Keys);
        var sure = Sureness("key", logits, KeyDoubt, KeySoftness);
        var keys = graph.Node(
            "Mul", "key_features", [sure, operators.Number("key_weight", KeyWeight)]);
        var classes = operators.Times(
            "class_features", Sureness("class", logits, ClassDoubt, ClassSoftness), Fold());
        graph.Prefix = string.Empty;
        graph.Output(
            operators.Join(SpectralEncoderModel.OutputName, 2, features, keys, classes),
            "stems", "frames", Dimensions);
        return graph;

        OnnxValue Sureness(string name, OnnxValue from, double doubt, double softness)
        {
            var doubted = graph.Node(
                "Add", $"{name}_doubted", [from, operators.Number($"{name}_doubt", doubt)]);
            var soft = graph.Node(
                "Mul", $"{name}_soft",
                [doubted, operators.Number($"{name}_softness", 1 / softness)]);
            return graph.Node("Sigmoid", $"{name}_sure", [soft]);
        }
    }

    /// <summary>Keys to pitch classes, [88, 12].</summary>
    private static float[,] Fold()
    {
        var fold = new float[EarModel.Keys, PitchClasses];
        for (var key = 0; key < EarModel.Keys; key++)
        {
            fold[key, key % PitchClasses] = (float)ClassWeight;
        }

        return fold;
    }
}
