using System.Globalization;
using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;

namespace Antiphon.Benchmarks.Yardstick;

/// <summary>
/// How much words tell of pitch and drums, for the embedded encoder and for textbook features in
/// its place: <c>dotnet run -c Release --project tests/Benchmarks -- yardstick</c>, and behind it
/// <c>[TRUMPET.wav [MODEL.onnx]]</c>.
/// </summary>
/// <remarks>
/// All learn from the shipped corpus and read pieces with timbres and kits that it lacks. Each
/// figure is the mean over several seeds of the clustering, and in brackets what chance gives.
/// </remarks>
internal static class YardstickProgram
{
    public const string Verb = "yardstick";

    private const int Seeds = 3;

    private static readonly VocabularyOptions Shipped = new();

    private static readonly VocabularyOptions Plain =
        new() { Whiten = false, UnitSphere = false, RunningHalfLifeSeconds = 0 };

    /// <param name="recording">A recording of one melody instrument; null for none.</param>
    /// <param name="model">An encoder to measure beside, with its manifest; null for none.</param>
    public static async Task Run(string? recording, string? model)
    {
        await using var rig = new RigSystem(TimeProvider.System);
        Print("words", "pitch class", "drum", "pitch");
        using (var embedded = OpenEmbedded())
        {
            await Measure(
                rig, embedded, recording,
                ("embedded", Shipped), ("embedded, plain pipeline", Plain));
        }

        if (model is not null)
        {
            var name = Path.GetFileNameWithoutExtension(model);
            using var other = OnnxFrameEncoder.Open(
                ModelManifest.Load(Path.GetDirectoryName(Path.GetFullPath(model))!).Check(name),
                new EncoderOptions());
            await Measure(rig, other, recording, (name, Shipped));
        }

        using var mfcc = new MfccEncoder();
        await Measure(rig, mfcc, recording, ("MFCC, 13", Shipped));
        using var chroma = new ChromaEncoder();
        await Measure(rig, chroma, recording, ("chroma, 12", Shipped));
        if (recording is null)
        {
            Console.WriteLine("pitch: skipped; name a recording of one melody instrument");
        }
    }

    private static OnnxFrameEncoder OpenEmbedded() => OnnxFrameEncoder.Open(
        ModelManifest.Load(Path.Combine(AppContext.BaseDirectory, "models"))
            .Check(SpectralEncoderModel.Name),
        new EncoderOptions());

    private static async Task Measure(
        RigSystem rig,
        IFrameEncoder encoder,
        string? recording,
        params (string Name, VocabularyOptions Options)[] pipelines)
    {
        var ears = new YardstickEars(rig, encoder);
        var corpus = await HearAll(ears, GeneratedPieces.Pieces);
        var pieces = await HearAll(ears, YardstickPieces.Pieces);
        var melody = recording is null ? null : await ears.Hear(new FileAudioInput(recording));
        foreach (var (name, options) in pipelines)
        {
            var books = Enumerable.Range(1, Seeds)
                .Select(seed => ears.Learn(corpus, options, seed)).ToList();
            Print(
                name,
                Mean(books, book => YardstickMeasures.PitchClass(pieces, book)),
                Mean(books, book => YardstickMeasures.Drums(pieces, book)),
                melody is null ? "-" : Mean(books, book => YardstickMeasures.Pitch(melody, book)));
        }
    }

    private static async Task<List<YardstickSound>> HearAll(
        YardstickEars ears, IEnumerable<GeneratedPiece> pieces)
    {
        var sounds = new List<YardstickSound>();
        foreach (var piece in pieces)
        {
            sounds.Add(await ears.Hear(piece));
        }

        return sounds;
    }

    private static string Mean(
        IReadOnlyList<Vocabulary> books, Func<Vocabulary, PermutationBaseline> measure)
    {
        var measured = books.Select(measure).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{measured.Average(m => m.Normalised):F3} ({measured.Average(m => m.ByChance):F3})");
    }

    private static void Print(string name, params string[] cells) => Console.WriteLine(
        $"{name,-26}{string.Concat(cells.Select(cell => cell.PadRight(16)))}");
}
