using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>What speaks for and against a pulse being the beat, as numbers.</summary>
/// <remarks>
/// The metrical preference rules of Lerdahl and Jackendoff (1983) as shares of what was heard:
/// what falls on the candidate's beats (events, stress, length, bass, harmony, drums), what comes
/// again after some of its beats (parallelism), how the melody's steps stand to it; and people's
/// preference for a beat near half a second (Parncutt 1994; van Noorden and Moelants 1999).
/// Not thread-safe; allocates nothing once made.
/// </remarks>
internal sealed class LevelEvidence
{
    /// <summary>How many numbers there are.</summary>
    public const int Count = 5 + RhythmMemory.Marks + 9 + 23;

    private const double PreferredSeconds = 0.55;
    private const double MelodyStepsPerBeat = 1.2;
    private const double LeastMass = 1e-4;
    private const double SpreadSeconds = 0.03;
    private const double SpreadBeats = 0.1;
    private const double LongestAge = 25;
    private const double LeastSum = 0.5;

    private static readonly double[] Steps =
        [0.25, 1 / 3.0, 0.5, 2 / 3.0, 0.75, 1, 1.5, 2];

    private static readonly double[] LongSteps = [3, 4];

    private static readonly (AttackMark Mark, double Beats)[] Returns =
    [
        (AttackMark.Any, 1 / 3.0), (AttackMark.Any, 0.5), (AttackMark.Any, 1), (AttackMark.Any, 2),
        (AttackMark.Loud, 0.5), (AttackMark.Loud, 1), (AttackMark.Loud, 2),
        (AttackMark.Loud, 3), (AttackMark.Loud, 4),
        (AttackMark.Long, 0.5), (AttackMark.Long, 1), (AttackMark.Long, 2),
        (AttackMark.Bass, 1), (AttackMark.Bass, 2), (AttackMark.Bass, 3), (AttackMark.Bass, 4),
        (AttackMark.Harmony, 1), (AttackMark.Harmony, 2),
        (AttackMark.Harmony, 3), (AttackMark.Harmony, 4),
        (AttackMark.Snare, 1), (AttackMark.Snare, 2), (AttackMark.Kick, 4),
    ];

    private readonly double[] _sums = new double[RhythmMemory.Marks];

    /// <summary>The names of the numbers, in their order.</summary>
    public static IReadOnlyList<string> Names =>
    [
        "tempo", "tempo²", "belief", "melody", "melody²",
        .. Enum.GetNames<AttackMark>().Select(mark => $"on {mark}"),
        .. Steps.Select(step => FormattableString.Invariant($"step {step:0.00}")), "step long",
        .. Returns.Select(back => FormattableString.Invariant($"{back.Mark} {back.Beats:0.0}")),
    ];

    /// <summary>Weighs a candidate.</summary>
    /// <param name="pulse">The candidate, its phase as of <paramref name="now"/>.</param>
    /// <param name="now">s.</param>
    /// <param name="belief">The filter's belief in it, 0…1.</param>
    /// <param name="into"><see cref="Count"/> numbers.</param>
    public void Weigh(
        in PulseEstimate pulse,
        double now,
        double belief,
        RhythmMemory memory,
        Span<double> into)
    {
        var tempo = Math.Log2(pulse.Seconds / PreferredSeconds);
        var melody = memory.MelodyStep > 0
            ? Math.Log2(pulse.Seconds / memory.MelodyStep / MelodyStepsPerBeat) : 0;
        (into[0], into[1], into[2]) = (tempo, tempo * tempo, Math.Log(LeastMass + belief));
        (into[3], into[4]) = (melody, melody * melody);
        var at = 5;
        WeighPlaces(pulse, now, memory, into.Slice(at, RhythmMemory.Marks));
        at += RhythmMemory.Marks;
        foreach (var step in Steps)
        {
            into[at++] = memory.StepsNear(step * pulse.Seconds);
        }

        into[at] = 0;
        foreach (var step in LongSteps)
        {
            into[at] += memory.StepsNear(step * pulse.Seconds);
        }

        at++;
        foreach (var (mark, beats) in Returns)
        {
            into[at++] = memory.Again(mark, beats * pulse.Seconds);
        }
    }

    /// <summary>How the attacks between a pulse's beats divide them.</summary>
    public static BeatDivision DivisionOf(
        in PulseEstimate pulse, double now, RhythmMemory memory)
    {
        var (straight, triple) = (0.0, 0.0);
        for (var back = 0; back < memory.Count; back++)
        {
            var ago = memory.TimeOf(back) - now;
            if (ago < -LongestAge)
            {
                break;
            }

            var at = PulseBelief.Fraction(pulse.Phase + ago / pulse.Seconds);
            var weight = memory.WeightOf(back);
            straight += weight * (Near(at, 1 / 2.0, pulse.Seconds)
                + Near(at, 1 / 4.0, pulse.Seconds) + Near(at, 3 / 4.0, pulse.Seconds));
            triple += weight * (
                Near(at, 1 / 3.0, pulse.Seconds) + Near(at, 2 / 3.0, pulse.Seconds));
        }

        return triple > straight ? BeatDivision.Triple : BeatDivision.Straight;
    }

    private static double Near(double at, double place, double period)
    {
        var off = (at - place) * period / SpreadSeconds;
        return off is > 4 or < -4 ? 0 : PulseBelief.Gaussian(off);
    }

    // The share of each mark that falls on the candidate's beats.
    private void WeighPlaces(
        in PulseEstimate pulse, double now, RhythmMemory memory, Span<double> shares)
    {
        Array.Clear(_sums);
        shares.Clear();
        var spread = Math.Min(SpreadSeconds, SpreadBeats * pulse.Seconds);
        for (var back = 0; back < memory.Count; back++)
        {
            var ago = memory.TimeOf(back) - now;
            if (ago < -LongestAge)
            {
                break;
            }

            var at = pulse.Phase + ago / pulse.Seconds;
            var off = (at - Math.Round(at)) * pulse.Seconds / spread;
            var on = off is > 4 or < -4 ? 0 : PulseBelief.Gaussian(off);
            var weight = memory.WeightOf(back);
            var marks = memory.MarksOf(back);
            for (var mark = 0; mark < marks.Length; mark++)
            {
                _sums[mark] += weight * marks[mark];
                shares[mark] += weight * marks[mark] * on;
            }
        }

        for (var mark = 0; mark < shares.Length; mark++)
        {
            shares[mark] /= Math.Max(LeastSum, _sums[mark]);
        }
    }
}
