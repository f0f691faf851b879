namespace Antiphon.Benchmarks.Musicality;

/// <summary>Whether a reply is in time with the call, and how soon it answers.</summary>
internal static class RhythmMeasures
{
    private const double StepFloor = 0.04;
    private const double StepCeiling = 2.5;
    private const int LeastSteps = 5;
    private const double OnBeatShare = 0.08;
    private const int LeastAccents = 4;

    /// <summary>How far onsets lie from the nearest sixteenth or triplet, in ms.</summary>
    public static double? GridMs(ReplyLines reply, CallTruth call)
    {
        var parts = call.Kind.IsSwung ? 3 : 4;
        return 1000 * Figures.Mean(reply.Onsets.Select(onset =>
        {
            var at = call.Phase(onset) % 1 * parts;
            return Math.Abs(at - Math.Round(at)) / parts * call.Period(onset);
        }));
    }

    /// <summary>In phase with sixteenths or triplets: 1; chance: 0; between them: −1.</summary>
    public static double? GridCosine(ReplyLines reply, CallTruth call) =>
        Cosine(reply, call, call.Kind.IsSwung ? 3 : 4);

    /// <summary>The same with beats.</summary>
    public static double? BeatCosine(ReplyLines reply, CallTruth call) => Cosine(reply, call, 1);

    /// <summary>How varied the steps between the melody's onsets are, in bits.</summary>
    public static double? StepEntropy(ReplyLines reply)
    {
        var steps = reply.Melody.Zip(reply.Melody.Skip(1), (a, b) => b.Onset - a.Onset)
            .Where(step => step is > StepFloor and < StepCeiling)
            .Select(step => Math.Round(4 * Math.Log2(step))).ToList();
        return steps.Count > LeastSteps ? Figures.Entropy(steps) : null;
    }

    /// <summary>
    /// Seconds from the last sound of each phrase to the first note before the next; phrases that
    /// got none are left out.
    /// </summary>
    public static IReadOnlyList<double> Delays(ReplyLines reply, CallTruth call)
    {
        List<double> delays = [];
        for (var i = 0; i < call.Phrases.Count; i++)
        {
            var (from, to) = call.Phrases[i];
            var end = call.Tones.Where(tone => tone.Onset >= from - 0.05 && tone.Onset < to)
                .Max(tone => tone.End);
            var next = i + 1 < call.Phrases.Count ? call.Phrases[i + 1].From : call.Seconds;
            var first = reply.Notes
                .Where(note => note.Onset >= end - 0.05 && note.Onset < next)
                .Select(note => (double?)note.Onset).Min();
            if (first is { } onset)
            {
                delays.Add(onset - end);
            }
        }

        return delays;
    }

    /// <summary>By how much the melody is louder on beats than off them, in velocity.</summary>
    public static double? Accent(ReplyLines reply, CallTruth call)
    {
        var accents = reply.Melody.ToLookup(
            note => OffBeat(call, note.Onset) < OnBeatShare, note => (double)note.Velocity);
        return accents[true].Count() >= LeastAccents && accents[false].Count() >= LeastAccents
            ? accents[true].Average() - accents[false].Average()
            : null;
    }

    /// <summary>How far from the nearest beat, in beats.</summary>
    public static double OffBeat(CallTruth call, double time)
    {
        var phase = call.Phase(time);
        return Math.Abs(phase - Math.Round(phase));
    }

    private static double? Cosine(ReplyLines reply, CallTruth call, int parts) => Figures.Mean(
        reply.Onsets.Select(onset => Math.Cos(2 * Math.PI * parts * (call.Phase(onset) % 1))));
}
