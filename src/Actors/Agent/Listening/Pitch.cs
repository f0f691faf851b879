using Antiphon.Hpss;
using MathNet.Numerics.Statistics;

namespace Antiphon.Agent;

/// <summary>Frequencies as keys, and what the chroma says of them.</summary>
internal static class Pitch
{
    private const double A4Hz = 440;
    private const int A4Key = 69;
    private const double LowestMelodyKey = 52;

    /// <summary>
    /// The key of a frame's fundamental, with its fraction; null where there is none.
    /// </summary>
    public static double? KeyOf(FrameDescriptors frame) => frame.F0Hz is { } hz and > 0
        ? A4Key + Chroma.Classes * Math.Log2(hz / A4Hz)
        : null;

    /// <summary>Whether a fundamental is that of a bass, over which another line may lie.</summary>
    public static bool IsBass(double key) => key < LowestMelodyKey;

    /// <summary>
    /// Whether a key is another, or that of its second, third or fourth partial.
    /// </summary>
    public static bool IsPartial(int key, int of) => (key - of) is 0 or 12 or 19 or 24;

    /// <summary>Whether an interval is a semitone, up or down, in any octave.</summary>
    public static bool IsSemitone(int semitones) => PitchClassOf(semitones) is 1 or 11;

    /// <summary>The pitch class, 0…11, of a key or a shift.</summary>
    public static int PitchClassOf(int semitones) =>
        ((semitones % Chroma.Classes) + Chroma.Classes) % Chroma.Classes;

    /// <summary>The key of a pitch class that lies nearest to another key.</summary>
    public static double Nearest(int pitchClass, double to) =>
        pitchClass + Chroma.Classes * Math.Round((to - pitchClass) / Chroma.Classes);

    /// <summary>
    /// The pitch classes from the strongest to the weakest; empty when all are 0.
    /// </summary>
    public static List<int> Ranked(ReadOnlySpan<double> chroma)
    {
        var weights = chroma.ToArray();
        return [.. Enumerable.Range(0, weights.Length)
            .Where(pitchClass => weights[pitchClass] > 0)
            .OrderByDescending(pitchClass => weights[pitchClass])
            .ThenBy(pitchClass => pitchClass)];
    }

    /// <summary>
    /// The middle one of some values, of two the upper, so that it is one of them;
    /// <paramref name="otherwise"/> when there are none.
    /// </summary>
    public static double Median(IReadOnlyCollection<double> values, double otherwise) =>
        values.Count == 0
            ? otherwise
            : ArrayStatistics.OrderStatisticInplace([.. values], values.Count / 2 + 1);
}
