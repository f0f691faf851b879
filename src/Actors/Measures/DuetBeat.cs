namespace Antiphon.Measures;

/// <summary>What one of two played within a beat.</summary>
/// <param name="Sounds">For half of it and more.</param>
/// <param name="Plays">A note of his begins in it.</param>
/// <param name="Velocity">The mean of these; 0 without.</param>
/// <param name="FifthsX">Their place in the plane of the circle of fifths, to C…</param>
/// <param name="FifthsY">… and to A.</param>
internal readonly record struct DuetBeat(
    bool Sounds, bool Plays, double Velocity, double FifthsX, double FifthsY)
{
    /// <summary>Of each beat; what begins before the first or behind the last is let go.</summary>
    /// <param name="tones">In the order of onsets.</param>
    /// <param name="beats">Where beats begin, in order.</param>
    public static DuetBeat[] Of(IReadOnlyList<Tone> tones, IReadOnlyList<double> beats)
    {
        var told = new DuetBeat[beats.Count];
        var sounds = Sounding(tones, beats);
        var next = 0;
        for (var i = 0; i < told.Length; i++)
        {
            var end = i + 1 < told.Length ? beats[i + 1] : double.PositiveInfinity;
            double count = 0, velocity = 0, x = 0, y = 0;
            for (; next < tones.Count && tones[next].Onset < end; next++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * (7 * tones[next].PitchClass % 12) / 12);
                velocity += tones[next].Velocity;
                (count, x, y) = (count + 1, x + cos, y + sin);
            }

            told[i] = count > 0
                ? new DuetBeat(sounds[i], true, velocity / count, x / count, y / count)
                : default(DuetBeat) with { Sounds = sounds[i] };
        }

        return told;
    }

    private static bool[] Sounding(IReadOnlyList<Tone> tones, IReadOnlyList<double> beats)
    {
        var sounds = new bool[beats.Count];
        double end = double.NegativeInfinity;
        var seconds = new double[beats.Count];
        var beat = 0;
        foreach (var tone in tones)
        {
            var from = Math.Max(end, tone.Onset);
            end = Math.Max(end, tone.End);
            while (beat + 1 < beats.Count && beats[beat + 1] <= from)
            {
                beat++;
            }

            for (var i = beat; i + 1 < beats.Count && beats[i] < end; i++)
            {
                seconds[i] += Math.Max(
                    0, Math.Min(end, beats[i + 1]) - Math.Max(from, beats[i]));
                sounds[i] = seconds[i] >= (beats[i + 1] - beats[i]) / 2;
            }
        }

        return sounds;
    }
}
