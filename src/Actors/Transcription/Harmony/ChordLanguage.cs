using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>What tonal music does: the chords of a key, how they follow, their tones.</summary>
/// <remarks>
/// All is told relative to the tonic; a chord is <c>degree · 10 + kind</c>, the degree in
/// semitones. A tone x has the probability
/// <c>P(x | chord, key) = (1 − ε) own(x) + ε (δ scale(x) + (1 − δ) / 12)</c>, and a
/// chord follows another with <c>P(c' | c, key) ∝ prior(c' | key) motion(root' − root)</c>,
/// in the manner of Raphael and Stoddard, "Functional harmonic analysis using probabilistic
/// models", Computer Music Journal 28 (2004), and of Rocher et al., "Concurrent estimation of
/// chords and keys from audio", ISMIR 2010. Frequencies are rounded from what is common
/// knowledge of the common practice and of popular song.
/// </remarks>
internal sealed class ChordLanguage
{
    public const int Classes = 12;
    public const int Kinds = 10;
    public const int Chords = Classes * Kinds;

    /// <summary>How often the bass is no tone of the chord.</summary>
    private const double ForeignBass = 0.07;

    /// <summary>How much rather a dominant falls by a fifth than another chord.</summary>
    private const double DominantFall = 2.5;

    private static readonly int[][] Tones =
    [
        [0, 4, 7], [0, 3, 7], [0, 3, 6], [0, 4, 8], [0, 5, 7],
        [0, 4, 7, 10], [0, 4, 7, 11], [0, 3, 7, 10], [0, 3, 6, 10], [0, 3, 6, 9],
    ];

    // Shares of root, third, fifth and seventh.
    private static readonly double[] OfTriad = [0.36, 0.34, 0.30];
    private static readonly double[] OfSeventh = [0.28, 0.28, 0.20, 0.24];

    private static readonly double[] MajorScale =
        [1.2, 0.04, 1, 0.04, 1, 1, 0.06, 1.1, 0.04, 1, 0.05, 0.9];

    // Natural, with the raised sixth and seventh.
    private static readonly double[] MinorScale =
        [1.2, 0.04, 1, 1.05, 0.04, 1, 0.05, 1.1, 0.8, 0.25, 0.7, 0.55];

    // Roots move up by so many semitones: falling fifths before all, then fourths and seconds.
    private static readonly double[] Motions =
        [0.3, 0.3, 1, 0.5, 0.4, 2, 0.15, 1.2, 0.5, 0.9, 0.7, 0.4];

    public ChordLanguage(HarmonyModel model)
    {
        Prior = [PriorOf(KeyChords.Major, model), PriorOf(KeyChords.Minor, model)];
        Strict =
            [ToneOf(MajorScale, model.Foreign, model), ToneOf(MinorScale, model.Foreign, model)];
        Loose =
        [
            ToneOf(MajorScale, model.ForeignInLine, model),
            ToneOf(MinorScale, model.ForeignInLine, model),
        ];
        Bass = BassOf(model);
        Motion = [MotionOf(1, model), MotionOf(DominantFall, model)];
        Norm = [NormOf(Prior[0]), NormOf(Prior[1])];
        Close =
        [
            RatherOf(ChordKind.Major, model.CloseTonic, model.CloseDominant),
            RatherOf(ChordKind.Minor, model.CloseTonic, model.CloseDominant),
        ];
        Open =
        [
            RatherOf(ChordKind.Major, model.OpenTonic, 1),
            RatherOf(ChordKind.Minor, model.OpenTonic, 1),
        ];
    }

    /// <summary>[mode][chord]: how often a key has this chord.</summary>
    public float[][] Prior { get; }

    /// <summary>[mode][tone, chord]: log-probability of a tone of an accompaniment.</summary>
    public float[][] Strict { get; }

    /// <summary>[mode][tone, chord]: log-probability of a weak tone of a line.</summary>
    public float[][] Loose { get; }

    /// <summary>[tone, chord]: log-probability of the lowest tone.</summary>
    public float[] Bass { get; }

    /// <summary>[plain or dominant][semitones up]: how often a root moves so.</summary>
    public float[][] Motion { get; }

    /// <summary>[mode][plain or dominant, degree]: 1 over the sum of what may follow.</summary>
    public float[][] Norm { get; }

    /// <summary>[mode][chord]: log of how much rather it ends a phrase.</summary>
    public float[][] Close { get; }

    /// <summary>[mode][chord]: log of how much rather it begins one.</summary>
    public float[][] Open { get; }

    /// <summary>Whether a chord of this kind wants to fall by a fifth.</summary>
    public static bool IsDominant(int kind) => (ChordKind)kind is ChordKind.Dominant7
        or ChordKind.Diminished or ChordKind.HalfDiminished7 or ChordKind.Diminished7;

    /// <summary>Whether a pitch class is a tone of a chord.</summary>
    public static bool Has(int chord, int tone) => Array.IndexOf(
        Tones[chord % Kinds], (tone - chord / Kinds + Classes) % Classes) >= 0;

    private static float[] PriorOf(
        IEnumerable<(int Degree, ChordKind Kind, double Weight)> chords, HarmonyModel model)
    {
        var prior = new double[Chords];
        Array.Fill(prior, model.ChordFloor);
        foreach (var (degree, kind, weight) in chords)
        {
            prior[degree * Kinds + (int)kind] += weight;
        }

        double[] powers = [.. prior.Select(p => Math.Pow(p, model.Prior))];
        return [.. powers.Select(p => (float)(p / powers.Sum()))];
    }

    private static float[] ToneOf(double[] scale, double foreign, HarmonyModel model)
    {
        var sum = scale.Sum();
        var log = new float[Classes * Chords];
        for (var chord = 0; chord < Chords; chord++)
        {
            var tones = Tones[chord % Kinds];
            var own = new double[Classes];
            for (var i = 0; i < tones.Length; i++)
            {
                own[(chord / Kinds + tones[i]) % Classes] =
                    tones.Length == 3 ? OfTriad[i] : OfSeventh[i];
            }

            for (var tone = 0; tone < Classes; tone++)
            {
                var other = model.Diatonic * scale[tone] / sum + (1 - model.Diatonic) / Classes;
                log[tone * Chords + chord] =
                    (float)Math.Log((1 - foreign) * own[tone] + foreign * other);
            }
        }

        return log;
    }

    private static float[] BassOf(HarmonyModel model)
    {
        var log = new float[Classes * Chords];
        for (var chord = 0; chord < Chords; chord++)
        {
            var (degree, tones) = (chord / Kinds, Tones[chord % Kinds]);
            for (var tone = 0; tone < Classes; tone++)
            {
                var share = tone == degree ? model.BassRoot
                    : Has(chord, tone)
                        ? (1 - ForeignBass - model.BassRoot) / (tones.Length - 1) : 0;
                log[tone * Chords + chord] = (float)Math.Log(share + ForeignBass / Classes);
            }
        }

        return log;
    }

    private static float[] MotionOf(double fall, HarmonyModel model) =>
    [
        .. Motions.Select((motion, up) =>
            (float)Math.Pow(up == 5 ? motion * fall : motion, model.Motion)),
    ];

    private static float[] RatherOf(ChordKind tonicKind, double tonic, double dominant)
    {
        var seventh = tonicKind == ChordKind.Major ? ChordKind.Major7 : ChordKind.Minor7;
        const int fifth = 7 * Kinds;
        var log = new float[Chords];
        log[(int)tonicKind] = log[(int)seventh] = (float)Math.Log(tonic);
        log[fifth + (int)ChordKind.Major] = (float)Math.Log(dominant);
        log[fifth + (int)ChordKind.Dominant7] = (float)Math.Log(dominant);
        return log;
    }

    private float[] NormOf(float[] prior)
    {
        var norm = new float[2 * Classes];
        for (var group = 0; group < norm.Length; group++)
        {
            var (dominant, degree) = (group / Classes, group % Classes);
            var sum = 0.0;
            for (var chord = 0; chord < Chords; chord++)
            {
                var up = (chord / Kinds - degree + Classes) % Classes;
                sum += prior[chord] * Motion[dominant][up];
            }

            norm[group] = (float)(1 / sum);
        }

        return norm;
    }
}
