using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// The places of a memory whose past is most like a context, in two steps: a scan of every state,
/// which compares a handful of frames of the past (<see cref="ContextScan"/>), and an exact count
/// back through the past of the best of them.
/// </summary>
/// <remarks>
/// The agreement of two frames is the similarity of their words, weighed by stem, 0…1. What lies
/// above a floor adds to a place's score and what lies below takes from it, the newest frames
/// weighing most; the count ends when the score has fallen well below its best, which is the
/// place's score, and the frames up to there its matched length. Thread-safe; equal views
/// and queries give equal places. Source: Altschul et al., "Basic local alignment search tool",
/// J. Mol. Biol. 1990 (seeds, and extension until the score drops off).
/// </remarks>
internal static class ContextLookup
{
    /// <summary>How far the score may fall below its best before the count ends.</summary>
    private const double Drop = 2;

    /// <summary>Places nearer to a better one are the same place, in states.</summary>
    private const int ApartStates = 13;

    private const int MostPlaces = 64;

    private static readonly double HopSeconds = new SampleCount(FrameGrid.HopSamples).Seconds;

    public static IReadOnlyList<ContextMatch> Find(MemoryView view, ContextQuery query)
    {
        var at = Require(view, query);
        var heard = HeardContext.Of(view, at, query);
        if (heard.Length == 0)
        {
            return [];
        }

        var ranges = WithoutNewest(view, at, query);
        var found = new List<ContextMatch>();
        foreach (var state in ContextScan.Best(view, heard, ranges, query.Allows))
        {
            var match = Count(view, heard, state);
            if (match.Frames > 0)
            {
                found.Add(match);
            }
        }

        found.Sort((a, b) => a.Score != b.Score
            ? b.Score.CompareTo(a.Score)
            : b.State.CompareTo(a.State));
        return Apart(found, query.Most);
    }

    /// <summary>How long the last frames before a state lasted.</summary>
    public static double SecondsOf(MemoryView view, int state, int frames) =>
        view.Frame(state)!.Time.SecondsSince(view.Frame(state - frames + 1)!.Time) + HopSeconds;

    /// <summary>The score of a place, counted back from it frame by frame.</summary>
    internal static ContextMatch Count(MemoryView view, HeardContext heard, int state)
    {
        var stratum = view.Stratum;
        while (state <= stratum.First)
        {
            stratum = stratum.Below!;
        }

        // Before the first letter of a tape, and between phrases, stand breaks.
        var harmonic = stratum.Harmonic.Tape.Raw;
        var percussive = stratum.Percussive.Tape.Raw;
        var at = SymbolTape.Lead + state - stratum.First - 1;
        double score = 0, best = 0;
        var frames = 0;
        for (var i = 0; i < heard.Length && harmonic[at - i] != OracleSymbol.Break; i++)
        {
            var agreement = heard.Agreement(i, harmonic[at - i], percussive[at - i]);
            score += heard.Weight(i) * (agreement - HeardContext.Floor);
            if (score > best)
            {
                best = score;
                frames = i + 1;
            }

            if (score < best - Drop)
            {
                break;
            }
        }

        return new ContextMatch(
            state, frames, frames == 0 ? 0 : SecondsOf(view, state, frames), best);
    }

    private static int Require(MemoryView view, ContextQuery query)
    {
        var at = query.At ?? view.Count;
        ArgumentOutOfRangeException.ThrowIfNegative(at, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, view.Count, nameof(query));
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Most, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Most, MostPlaces, nameof(query));
        if (!(query.HarmonicWeight >= 0
            && query.PercussiveWeight >= 0
            && query.HarmonicWeight + query.PercussiveWeight > 0
            && query.HalfLifeSeconds > 0))
        {
            throw new ArgumentException(
                "Weights must not be negative nor both 0, and the half-life above 0.",
                nameof(query));
        }

        return at;
    }

    // What sounds still is like itself, whichever part of the memory is asked.
    private static List<StateRange> WithoutNewest(MemoryView view, int at, ContextQuery query)
    {
        var ranges = query.Filter.RangesIn(view);
        if (at == 0 || view.Frame(at) is not { } newest)
        {
            return ranges;
        }

        var first = at;
        while (first > 1 && view.Frame(first - 1) is var frame
            && at - first < HeardContext.MostFrames
            && (frame is null || newest.Time.SecondsSince(frame.Time) < query.SkipSeconds))
        {
            first--;
        }

        return [.. ranges.SelectMany(range => Without(range, new StateRange(first, at)))];
    }

    private static IEnumerable<StateRange> Without(StateRange range, StateRange hole)
    {
        if (hole.Last < range.First || hole.First > range.Last)
        {
            yield return range;
            yield break;
        }

        if (hole.First > range.First)
        {
            yield return range with { Last = hole.First - 1 };
        }

        if (hole.Last < range.Last)
        {
            yield return range with { First = hole.Last + 1 };
        }
    }

    private static List<ContextMatch> Apart(List<ContextMatch> found, int most)
    {
        var apart = new List<ContextMatch>(most);
        foreach (var match in found)
        {
            if (apart.Count == most)
            {
                break;
            }

            if (!apart.Any(better => Math.Abs(better.State - match.State) < ApartStates))
            {
                apart.Add(match);
            }
        }

        return apart;
    }
}

/// <summary>A place in the memory that was reached by much the same way as now.</summary>
/// <param name="State">
/// The state that matches the newest frame; what follows is the next one.
/// </param>
/// <param name="Frames">Frames that match, this one and those before it, from 1.</param>
/// <param name="Seconds">How long they lasted when they were remembered.</param>
/// <param name="Score">
/// How well they match, from 0: the agreement of each frame above the floor, summed, the newest
/// weighing most. Exact matches: their number of frames.
/// </param>
public readonly record struct ContextMatch(int State, int Frames, double Seconds, double Score);
