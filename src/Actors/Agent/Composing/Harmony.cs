using Antiphon.Signal;

namespace Antiphon.Agent;

/// <summary>The pitches of now, and how notes are drawn to them.</summary>
internal static class Harmony
{
    private const double ScaleShare = 0.05;
    private const int MostClasses = 7;

    /// <summary>
    /// The nearest key whose pitch class sounds now; the key itself when none does.
    /// </summary>
    /// <param name="now">Weights of the twelve pitch classes.</param>
    public static double Nearest(double key, double[] now)
    {
        var total = now.Sum();
        var nearest = key;
        var distance = double.PositiveInfinity;
        foreach (var pitchClass in Pitch.Ranked(now).Take(MostClasses))
        {
            var candidate = Pitch.Nearest(pitchClass, key);
            if (now[pitchClass] >= ScaleShare * total && Math.Abs(candidate - key) < distance)
            {
                (nearest, distance) = (candidate, Math.Abs(candidate - key));
            }
        }

        return nearest;
    }

    /// <summary>Draws some of the notes that lie outside the pitches of now to them.</summary>
    /// <param name="pull">Chance of a note to be drawn, 0…1.</param>
    public static List<ShapedNote> Pull(
        List<ShapedNote> line, double[] now, double pull, SplitMix64 random) =>
        [.. line.Select(note => random.NextDouble() < pull
            ? note with { Key = Nearest(Math.Round(note.Key), now) }
            : note)];
}
