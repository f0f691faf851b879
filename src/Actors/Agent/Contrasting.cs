namespace Antiphon.Agent;

/// <summary>
/// Turns a line against what was played: its contour inverted, its density the other one.
/// </summary>
internal static class Contrasting
{
    private const double DenseOnsetsPerSecond = 2.5;
    private const double SplitFromSeconds = 0.36;
    private const double ScaleShare = 0.04;
    private const double Staccato = 0.6;

    /// <summary>The share of the allowed density that suits what was played.</summary>
    public static double DensityAgainst(Call call) =>
        call.OnsetsPerSecond >= DenseOnsetsPerSecond ? 0.4 : 1;

    /// <summary>The line upside down around its middle, on the pitch classes of the call.</summary>
    public static List<ShapedNote> Turn(List<ShapedNote> line, Call call)
    {
        var middle = Pitch.Median([.. line.Select(note => note.Key)], 0);
        var scale = Scale(call);
        var sparse = call.OnsetsPerSecond < DenseOnsetsPerSecond;
        List<ShapedNote> turned = [];
        foreach (var note in line)
        {
            var inverted = note with { Key = Snap(2 * middle - note.Key, scale) };
            if (sparse && note.Length >= SplitFromSeconds)
            {
                var half = note.Length / 2;
                turned.Add(inverted with { Length = half * Staccato });
                turned.Add(inverted with { Onset = note.Onset + half, Length = half * Staccato });
            }
            else
            {
                turned.Add(inverted);
            }
        }

        return turned;
    }

    private static List<int> Scale(Call call)
    {
        var total = call.Chroma.Sum();
        return [.. Pitch.Ranked(call.Chroma).Where(c => call.Chroma[c] >= ScaleShare * total)];
    }

    private static double Snap(double key, List<int> scale)
    {
        if (scale.Count == 0)
        {
            return key;
        }

        return scale.Select(pitchClass => Pitch.Nearest(pitchClass, key))
            .MinBy(candidate => Math.Abs(candidate - key));
    }
}
