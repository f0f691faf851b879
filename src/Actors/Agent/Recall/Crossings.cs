using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>Where a recall can cross over, along suffix links.</summary>
/// <param name="view">The memory that is walked through.</param>
/// <param name="heard">What the ear heard in it.</param>
/// <param name="taboo">Frames recalled of late: avoided.</param>
/// <param name="within">Where a crossing may lead; null for anywhere.</param>
internal sealed class Crossings(
    MemoryView view, HeardMemory heard, OrdinalSet taboo,
    IReadOnlyList<StateRange>? within = null)
{
    private const int LinksFollowed = 6;
    private const int SiblingsFollowed = 8;
    private const int FramesAhead = 24;
    private const double TabooWeight = 0.1;
    private const double OnsetWeight = 3;
    private const double OnsetStrengthDb = 2;

    /// <summary>Whether a state may be sounded.</summary>
    public bool CanSound(int state) =>
        state >= 1 && state <= view.Count && view.Frame(state) is not null;

    /// <summary>
    /// The first state of what was played since a time; 0 when nothing of it was learned.
    /// </summary>
    public int FirstSince(SampleTime start)
    {
        var first = 0;
        for (var state = view.Count; state >= view.FirstLive; state--)
        {
            if (view.Frame(state) is { } frame)
            {
                if (frame.Time < start)
                {
                    break;
                }

                first = CanSound(state) ? state : first;
            }
        }

        return first;
    }

    /// <summary>
    /// States that follow the same past as the one after <paramref name="state"/>.
    /// </summary>
    public List<CrossingCandidate> Across(int state)
    {
        List<CrossingCandidate> entries = [];
        var stem = Speaking(state);
        AddDescendants(entries, state, int.MaxValue, state, stem);
        var matched = int.MaxValue;
        var node = state;
        for (var link = 0; link < LinksFollowed; link++)
        {
            matched = Math.Min(matched, view.RepeatedSuffixLength(node, stem));
            node = view.SuffixLink(node, stem);
            if (node <= 0 || matched == 0)
            {
                break;
            }

            Add(entries, node + 1, matched, state);
            AddDescendants(entries, node, matched, state, stem);
        }

        return entries;
    }

    /// <summary>
    /// How many frames can be sounded in a row from a state, at most a third of a second.
    /// </summary>
    public int Ahead(int state)
    {
        var count = 0;
        while (count < FramesAhead && CanSound(state + count))
        {
            count++;
        }

        return count;
    }

    // The words that are followed: those of the harmonic stem where it speaks.
    private Stem Speaking(int state) =>
        view.Frame(state) is { Harmonic.IsRest: true } ? Stem.Percussive : Stem.Harmonic;

    private void AddDescendants(
        List<CrossingCandidate> entries, int state, int matched, int from, Stem stem)
    {
        var child = view.LastChild(state, stem);
        for (var i = 0; i < SiblingsFollowed && child != 0; i++)
        {
            var agreeing = Math.Min(matched, view.RepeatedSuffixLength(child, stem));
            Add(entries, child + 1, agreeing, from);
            child = view.PreviousSibling(child, stem);
        }
    }

    private bool IsOnset(RememberedFrame frame) =>
        heard.Of(frame)?.IsStruck ?? frame.Descriptors.OnsetStrength >= OnsetStrengthDb;

    private void Add(List<CrossingCandidate> entries, int state, int matched, int from)
    {
        if (state == from + 1 || matched == 0 || Ahead(state) < FramesAhead
            || within?.Any(range => state >= range.First && state <= range.Last) == false)
        {
            return;
        }

        var frame = view.Frame(state)!;
        var weight = Math.Pow(matched, 1.5)
            * (taboo.Contains(frame.Ordinal) ? TabooWeight : 1)
            * (IsOnset(frame) ? OnsetWeight : 1);
        entries.Add(new CrossingCandidate(state, matched, weight));
    }
}

/// <summary>A state at which a recall may go on, and how much speaks for it.</summary>
/// <param name="State">The state to be sounded next.</param>
/// <param name="Matched">Frames that agree before it, from 0.</param>
/// <param name="Weight">Chance, relative to the others; above 0.</param>
internal readonly record struct CrossingCandidate(int State, int Matched, double Weight);
