namespace Antiphon.Measures;

/// <summary>Time in beats: those that were known, and as long ones where none was.</summary>
internal static class BeatSteps
{
    private const double WithoutBeatSeconds = 0.5;
    private const double ShortestSeconds = 0.2;
    private const double LongestBeat = 1.5;

    /// <param name="beats">When beats fell, in order.</param>
    /// <param name="tones">What is to lie within.</param>
    /// <returns>Where steps begin; the last ends behind the last note.</returns>
    public static IReadOnlyList<double> Of(IReadOnlyList<double> beats, IEnumerable<Tone> tones)
    {
        var sounding = tones.ToList();
        if (sounding.Count == 0)
        {
            return [];
        }

        var (from, to) = (sounding.Min(tone => tone.Onset), sounding.Max(tone => tone.End));
        var usual = Usual(beats);
        List<double> steps = [];
        Fill(steps, from, beats.Count > 0 ? beats[0] : to, usual);
        foreach (var beat in beats)
        {
            if (steps.Count > 0 && beat - steps[^1] > LongestBeat * usual)
            {
                Fill(steps, steps[^1] + usual, beat, usual);
            }

            if (steps.Count == 0 || beat - steps[^1] >= ShortestSeconds)
            {
                steps.Add(beat);
            }
        }

        Fill(steps, steps.Count > 0 ? steps[^1] + usual : from, to + usual, usual);
        return steps;
    }

    private static double Usual(IReadOnlyList<double> beats)
    {
        var lengths = beats.Zip(beats.Skip(1), (a, b) => b - a).Order().ToList();
        return lengths.Count == 0
            ? WithoutBeatSeconds
            : Math.Max(ShortestSeconds, lengths[lengths.Count / 2]);
    }

    private static void Fill(List<double> steps, double from, double to, double step)
    {
        for (var time = from; time < to - step / 2; time += step)
        {
            steps.Add(time);
        }
    }
}
