using Antiphon.Flow;

namespace Antiphon.MemoryBuffer;

/// <summary>Exact contexts along the suffix links of an oracle, up and down.</summary>
/// <remarks>
/// Up the suffix links lie shorter and shorter contexts, and below each of them the other places
/// where it was heard. Every length that is given is counted letter by letter. Bounded: a set
/// number of places is looked at, of which none is compared over more than a set length.
/// </remarks>
internal static class ExactLookup
{
    private const int LongestFrames = 1024;
    private const int PlacesLookedAt = 128;

    public static IReadOnlyList<ContextMatch> Find(
        MemoryView view, int state, Stem stem, int most)
    {
        var found = new Dictionary<int, int>();
        var left = PlacesLookedAt;
        AddChildren(view, state, state, stem, found, ref left);
        var node = state;
        while (left > 0 && (node = view.SuffixLink(node, stem)) > 0)
        {
            Add(view, state, node, stem, found, ref left);
            AddChildren(view, state, node, stem, found, ref left);
        }

        return [.. found.OrderByDescending(place => place.Value)
            .ThenByDescending(place => place.Key)
            .Take(most)
            .Select(place => new ContextMatch(
                place.Key,
                place.Value,
                ContextLookup.SecondsOf(view, place.Key, place.Value),
                place.Value))];
    }

    private static void AddChildren(
        MemoryView view,
        int context,
        int state,
        Stem stem,
        Dictionary<int, int> found,
        ref int left)
    {
        var child = view.LastChild(state, stem);
        while (child != 0 && left > 0)
        {
            Add(view, context, child, stem, found, ref left);
            child = view.PreviousSibling(child, stem);
        }
    }

    private static void Add(
        MemoryView view,
        int context,
        int state,
        Stem stem,
        Dictionary<int, int> found,
        ref int left)
    {
        left--;
        if (state == context || found.ContainsKey(state))
        {
            return;
        }

        var length = 0;
        while (length < LongestFrames
            && view.LetterOf(context - length, stem) is not OracleSymbol.Break and var letter
            && letter == view.LetterOf(state - length, stem))
        {
            length++;
        }

        if (length > 0)
        {
            found.Add(state, length);
        }
    }
}
