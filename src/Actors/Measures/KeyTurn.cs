namespace Antiphon.Measures;

/// <summary>Where the player's tones become those of another key, all at once.</summary>
/// <param name="Time">The onset of the first tone in the new key, in seconds.</param>
internal readonly record struct KeyTurn(double Time, ToneScale From, ToneScale To)
{
    private const double WindowSeconds = 6;
    private const double LeastContrast = 0.08;
    private const double ApartSeconds = 12;
    private const double StepSeconds = 0.15;
    private const double SameRestSeconds = 0.03;

    /// <summary>
    /// Where no scale holds both what sounded in 6 s of playing before and in 6 s behind: by a
    /// twelfth of the time less than a scale for each.
    /// </summary>
    /// <param name="tones">In the order of onsets.</param>
    public static IReadOnlyList<KeyTurn> In(IReadOnlyList<Tone> tones)
    {
        List<(int At, double Contrast)> turns = [];
        for (var (i, last) = (1, 0); i < tones.Count; i++)
        {
            if (tones[i].Onset - tones[last].Onset < StepSeconds)
            {
                continue;
            }

            last = i;
            if (Sounded(tones, i - 1, -1) is { } before && Sounded(tones, i, 1) is { } after
                && Contrast(before, after) is > LeastContrast and var contrast)
            {
                if (turns.Count == 0 || tones[i].Onset - tones[turns[^1].At].Onset > ApartSeconds)
                {
                    turns.Add((i, contrast));
                }
                else if (contrast > turns[^1].Contrast)
                {
                    turns[^1] = (i, contrast);
                }
            }
        }

        List<KeyTurn> found = [];
        foreach (var (at, _) in turns)
        {
            var turn = Exactly(tones, at);
            if (turn.From != turn.To
                && (found.Count == 0 || turn.Time - found[^1].Time > ApartSeconds))
            {
                found.Add(turn);
            }
        }

        return found;
    }

    // Between which tones the two scales tell the time before from the time behind best; of
    // places that are as good, behind the longest rest, or the first.
    private static KeyTurn Exactly(IReadOnlyList<Tone> tones, int at)
    {
        var (from, to) = Scales(tones, at);
        var near = Enumerable.Range(0, tones.Count)
            .Where(i => Math.Abs(tones[i].Onset - tones[at].Onset) <= ApartSeconds).ToList();
        var best = at;
        double sum = 0, most = double.NegativeInfinity, longest = 0;
        foreach (var i in near)
        {
            var rest = i > 0 ? tones[i].Onset - tones[i - 1].End : 0;
            if (sum > most + 1e-9 || (sum > most - 1e-9 && rest > longest + SameRestSeconds))
            {
                (best, most, longest) = (i, sum, rest);
            }

            sum += tones[i].Seconds * (Bit(from, tones[i]) - Bit(to, tones[i]));
        }

        (from, to) = Scales(tones, best);
        return new KeyTurn(tones[best].Onset, from, to);
    }

    private static int Bit(ToneScale scale, in Tone tone) => scale.Has(tone.PitchClass) ? 1 : 0;

    private static (ToneScale From, ToneScale To) Scales(IReadOnlyList<Tone> tones, int at) =>
        Sounded(tones, at - 1, -1) is { } before && Sounded(tones, at, 1) is { } after
            ? (ToneScale.Best(before), ToneScale.Best(after))
            : default;

    private static double Contrast(double[] before, double[] after) =>
        (ToneScale.All.Max(scale => scale.Share(before))
            + ToneScale.All.Max(scale => scale.Share(after))) / 2
        - ToneScale.All.Max(scale => (scale.Share(before) + scale.Share(after)) / 2);

    // Weights of pitch classes over 6 s of playing on one side; null where there is less.
    private static double[]? Sounded(IReadOnlyList<Tone> tones, int from, int direction)
    {
        var weights = new double[12];
        double sounded = 0;
        for (var i = from; i >= 0 && i < tones.Count && sounded < WindowSeconds; i += direction)
        {
            weights[tones[i].PitchClass] += tones[i].Seconds;
            // From onset to onset, and over a rest no longer than the note.
            var next = i + direction;
            sounded += next >= 0 && next < tones.Count
                ? Math.Min(tones[i].Seconds, Math.Abs(tones[next].Onset - tones[i].Onset))
                : tones[i].Seconds;
        }

        return sounded >= WindowSeconds ? weights : null;
    }
}
