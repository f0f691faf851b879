using Antiphon.Agent;
using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>
/// How the agent copied: what it recalled in one piece, and how often it jumped, in time of the
/// source.
/// </summary>
/// <remarks>
/// Runs that follow on in the same recording within 20 ms (the next frame is 13 or 17 ms away) are
/// one piece, whatever the decision calls them.
/// </remarks>
/// <param name="LongestSeconds">The longest piece; null when nothing was recalled.</param>
/// <param name="JumpsPerSecond">
/// Jumps inside a decision for each second recalled; null when no time was recalled.
/// </param>
internal readonly record struct CopiedRuns(double? LongestSeconds, double? JumpsPerSecond)
{
    private const double NextFrameSeconds = 0.02;

    /// <param name="decisions">Those that planned notes.</param>
    public static CopiedRuns Of(IEnumerable<Decision> decisions)
    {
        double seconds = 0;
        double? longest = null;
        var jumps = 0;
        foreach (var decision in decisions.Where(decision => decision.Runs.Count > 0))
        {
            var pieces = Joined(decision.Runs);
            jumps += pieces.Count - 1;
            foreach (var (from, to) in pieces)
            {
                var length = to.SecondsSince(from);
                seconds += length;
                longest = Math.Max(longest ?? 0, length);
            }
        }

        return new CopiedRuns(longest, seconds > 0 ? jumps / seconds : null);
    }

    private static List<(SampleTime From, SampleTime To)> Joined(IReadOnlyList<RecalledRun> runs)
    {
        List<(SampleTime From, SampleTime To)> pieces = [(runs[0].From, runs[0].To)];
        for (var i = 1; i < runs.Count; i++)
        {
            var apart = runs[i].From.SecondsSince(runs[i - 1].To);
            if (runs[i].Recording == runs[i - 1].Recording && apart is > 0 and <= NextFrameSeconds)
            {
                pieces[^1] = (pieces[^1].From, runs[i].To);
            }
            else
            {
                pieces.Add((runs[i].From, runs[i].To));
            }
        }

        return pieces;
    }
}
