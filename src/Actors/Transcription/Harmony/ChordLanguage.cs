using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>What music theory expects: chords of a key, their progressions, their tones.</summary>
/// <remarks>All is told relative to the tonic; a chord is degree · kinds + kind.</remarks>
internal sealed class ChordLanguage
{
    public const int Classes = 12;
    public const int Kinds = 10;
    public const int Chords = Classes * Kinds;

    private static readonly int[][] Tones =
    [
        [0, 4, 7], [0, 3, 7], [0, 3, 6], [0, 4, 8], [0, 5, 7],
        [0, 4, 7, 10], [0, 4, 7, 11], [0, 3, 7, 10], [0, 3, 6, 10], [0, 3, 6, 9],
    ];

    private static readonly double[] Triad = [0.36, 0.34, 0.30];
    private static readonly double[] Seventh = [0.28, 0.28, 0.20, 0.24];

    private static readonly double[] MajorScale = [1.2, .04, 1, .04, 1, 1, .06, 1.1, .04, 1, .05, .9];
    private static readonly double[] MinorScale = [1.2, .04, 1, 1.05, .04, 1, .05, 1.1, .8, .25, .7, .55];

    private static readonly double[] Motions =
        [.3, .3, 1.0, .5, .4, 2.0, .15, 1.2, .5, .9, .7, .4];

    private static readonly (int Degree, ChordKind Kind, double Weight)[] Major =
    [
        (0, ChordKind.Major, 24), (0, ChordKind.Major7, 5), (0, ChordKind.Dominant7, 1.5),
        (2, ChordKind.Minor, 6), (2, ChordKind.Minor7, 5), (2, ChordKind.Major, .7),
        (2, ChordKind.Dominant7, 1.2), (4, ChordKind.Minor, 3.2), (4, ChordKind.Minor7, 2),
        (4, ChordKind.Dominant7, 1), (4, ChordKind.Major, .7), (5, ChordKind.Major, 12),
        (5, ChordKind.Major7, 2.5), (5, ChordKind.Minor, .8), (5, ChordKind.Dominant7, .8),
        (7, ChordKind.Major, 10), (7, ChordKind.Dominant7, 9), (7, ChordKind.Suspended, 1),
        (7, ChordKind.Minor, .5), (9, ChordKind.Minor, 8), (9, ChordKind.Minor7, 4),
        (9, ChordKind.Dominant7, .9), (9, ChordKind.Major, .5), (11, ChordKind.Diminished, 1.2),
        (11, ChordKind.HalfDiminished7, .8), (10, ChordKind.Major, 1.8), (8, ChordKind.Major, .7),
        (3, ChordKind.Major, .7), (0, ChordKind.Suspended, .6), (6, ChordKind.Diminished, .2),
        (1, ChordKind.Diminished7, .2), (6, ChordKind.HalfDiminished7, .3),
    ];

    private static readonly (int Degree, ChordKind Kind, double Weight)[] Minor =
    [
        (0, ChordKind.Minor, 23), (0, ChordKind.Minor7, 4.5), (0, ChordKind.Major, .7),
        (0, ChordKind.Dominant7, .5), (2, ChordKind.Diminished, 2), (2, ChordKind.HalfDiminished7, 4),
        (3, ChordKind.Major, 5.5), (3, ChordKind.Major7, 2), (3, ChordKind.Augmented, .3),
        (5, ChordKind.Minor, 10), (5, ChordKind.Minor7, 4), (5, ChordKind.Major, 1.5),
        (7, ChordKind.Major, 8), (7, ChordKind.Dominant7, 9), (7, ChordKind.Minor, 2),
        (7, ChordKind.Minor7, 1), (7, ChordKind.Suspended, .7), (8, ChordKind.Major, 8),
        (8, ChordKind.Major7, 2.5), (10, ChordKind.Major, 6), (10, ChordKind.Dominant7, 2.5),
        (11, ChordKind.Diminished, 1.2), (11, ChordKind.Diminished7, 1.4), (1, ChordKind.Major, .8),
        (2, ChordKind.Dominant7, .5), (0, ChordKind.Suspended, .5),
    ];

    public ChordLanguage(HarmonyModel model)
    {
        Prior = [PriorOf(Major, model), PriorOf(Minor, model)];
        Bass = BassOf(model);
        Strict = [ToneOf(MajorScale, model.Foreign, model), ToneOf(MinorScale, model.Foreign, model)];
        Loose =
        [
            ToneOf(MajorScale, model.ForeignInLine, model),
            ToneOf(MinorScale, model.ForeignInLine, model),
        ];
        Motion = [MotionOf(1, model), MotionOf(2.5, model)];
        Close = [LogOf(0, model.CloseTonic, model.CloseDominant), LogOf(1, model.CloseTonic, model.CloseDominant)];
        Open = [LogOf(0, model.OpenTonic, 1), LogOf(1, model.OpenTonic, 1)];
        Norm = [NormOf(Prior[0]), NormOf(Prior[1])];
    }

    /// <summary>[mode][chord]: how often a key has this chord.</summary>
    public float[][] Prior { get; }

    /// <summary>[mode][tone, chord]: log-probability of a tone, for an accompaniment.</summary>
    public float[][] Strict { get; }

    /// <summary>[mode][tone, chord]: the same for a free line.</summary>
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

    private static float[] LogOf(int mode, double tonic, double dominant)
    {
        var log = new float[Chords];
        int[] home = mode == 0 ? [0, 6] : [1, 7];
        foreach (var kind in home)
        {
            log[kind] = (float)Math.Log(tonic);
        }

        foreach (var kind in (int[])[0, 5])
        {
            log[7 * Kinds + kind] = (float)Math.Log(dominant);
        }

        return log;
    }

    public static bool IsDominant(int kind) => (ChordKind)kind is ChordKind.Dominant7
        or ChordKind.Diminished or ChordKind.HalfDiminished7 or ChordKind.Diminished7;

    private static float[] PriorOf(
        (int Degree, ChordKind Kind, double Weight)[] rows, HarmonyModel model)
    {
        var prior = new double[Chords];
        Array.Fill(prior, model.ChordFloor);
        foreach (var (degree, kind, weight) in rows)
        {
            prior[degree * Kinds + (int)kind] += weight;
        }

        for (var i = 0; i < Chords; i++)
        {
            prior[i] = Math.Pow(prior[i], model.Prior);
        }

        var sum = prior.Sum();
        return [.. prior.Select(p => (float)(p / sum))];
    }

    private static float[] ToneOf(double[] scale, double foreign, HarmonyModel model)
    {
        var sum = scale.Sum();
        var log = new float[Classes * Chords];
        for (var chord = 0; chord < Chords; chord++)
        {
            var (degree, kind) = (chord / Kinds, chord % Kinds);
            var own = new double[Classes];
            var shares = Tones[kind].Length == 3 ? Triad : Seventh;
            for (var i = 0; i < shares.Length; i++)
            {
                own[(degree + Tones[kind][i]) % Classes] = shares[i];
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
            var (degree, kind) = (chord / Kinds, chord % Kinds);
            var p = new double[Classes];
            Array.Fill(p, 0.07 / Classes);
            p[degree] += model.BassRoot;
            var rest = (0.93 - model.BassRoot) / (Tones[kind].Length == 3 ? 2 : 3);
            foreach (var tone in Tones[kind].AsSpan(1))
            {
                p[(degree + tone) % Classes] += rest;
            }

            for (var tone = 0; tone < Classes; tone++)
            {
                log[tone * Chords + chord] = (float)Math.Log(p[tone]);
            }
        }

        return log;
    }

    private static float[] MotionOf(double fall, HarmonyModel model) =>
        [.. Motions.Select((m, i) => (float)Math.Pow(i == 5 ? m * fall : m, model.Motion))];

    private float[] NormOf(float[] prior)
    {
        var norm = new float[2 * Classes];
        for (var i = 0; i < norm.Length; i++)
        {
            var (dominant, degree) = (i / Classes, i % Classes);
            var sum = 0.0;
            for (var chord = 0; chord < Chords; chord++)
            {
                sum += prior[chord] * Motion[dominant][(chord / Kinds - degree + Classes) % Classes];
            }

            norm[i] = (float)(1 / sum);
        }

        return norm;
    }
}
