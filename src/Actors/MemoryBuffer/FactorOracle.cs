namespace Antiphon.MemoryBuffer;

/// <summary>
/// A factor oracle that grows by one state a frame: an automaton that reads every stretch of what
/// was heard, with for each state a link to where its longest repeated suffix was first read.
/// </summary>
/// <remarks>
/// It may stand upon a finished oracle below, which it goes on from and leaves as it is. A break is
/// a state whose letter equals none: its suffix link is the root, no transition leads into it, and
/// so nothing is matched or learned across it. O(1) amortised an append, with at most two
/// transitions a state. One writer; readers know how many states they may read.
/// Source: Allauzen, Crochemore, Raffinot, "Factor oracle: a new structure for pattern matching",
/// SOFSEM 1999; Assayag, Dubnov, "Using factor oracles for machine improvisation", Soft Computing
/// 2004; lengths of repeated suffixes: Lefebvre, Lecroq, "Computing repeated factors with a factor
/// oracle", AWOCA 2000. As there, a length is always true of the link, and in rare cases (about
/// 2 % of random words) below the longest that repeats.
/// </remarks>
public sealed class FactorOracle
{
    private const int Letters = 256;

    private readonly FactorOracle? _below;
    private readonly int _first;
    private readonly SymbolTape _letters;
    private readonly int[] _rootTargets = new int[Letters];
    private readonly ChunkedInts _suffixLinks;
    private readonly ChunkedInts _lengths;
    private readonly ChunkedInts _siblings;
    private readonly ChunkedInts _lastChildren;
    private readonly ChunkedInts _firstEdges;
    private readonly ChunkedInts _edgeTargets;
    private readonly ChunkedInts _edgeNexts;
    private int _edges;

    /// <param name="capacity">States it can hold besides those below, at least 1.</param>
    /// <param name="below">What it goes on from; it must not grow any more.</param>
    public FactorOracle(int capacity, FactorOracle? below = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _below = below;
        _first = below?.Count ?? 0;
        Count = _first;
        Capacity = _first + capacity;
        _letters = new SymbolTape(capacity);
        _suffixLinks = new ChunkedInts(capacity);
        _lengths = new ChunkedInts(capacity);
        _siblings = new ChunkedInts(capacity);
        _lastChildren = new ChunkedInts(Capacity);
        _firstEdges = new ChunkedInts(Capacity);
        _edgeTargets = new ChunkedInts(Capacity);
        _edgeNexts = new ChunkedInts(Capacity);
    }

    /// <summary>States besides the root, those below included; for the writer only.</summary>
    public int Count { get; private set; }

    /// <summary>States that it can hold, those below included.</summary>
    public int Capacity { get; }

    internal SymbolTape Tape => _letters;

    /// <summary>Appends a state under a letter.</summary>
    /// <param name="letter">Any letter but <see cref="OracleSymbol.Break"/>.</param>
    /// <exception cref="InvalidOperationException">The oracle is full.</exception>
    public void Append(byte letter)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(letter, OracleSymbol.Break);
        RequireRoom();
        var created = Count + 1;
        var below = Count;
        var link = SuffixLink(below);
        var target = 0;
        while (link >= 0 && (target = Target(link, letter)) == 0)
        {
            AddEdge(link, letter, created);
            below = link;
            link = SuffixLink(link);
        }

        var length = link < 0 ? 0 : CommonSuffix(below, target - 1) + 1;
        Add(letter, link < 0 ? 0 : target, length);
    }

    /// <summary>Appends a state across which nothing is learned.</summary>
    /// <exception cref="InvalidOperationException">The oracle is full.</exception>
    public void AppendBreak()
    {
        RequireRoom();
        Add(OracleSymbol.Break, 0, 0);
    }

    /// <summary>
    /// Whether the oracle reads these letters from its root (every factor is read).
    /// </summary>
    public bool Accepts(ReadOnlySpan<byte> letters)
    {
        var state = 0;
        foreach (var letter in letters)
        {
            state = Target(state, letter);
            if (state == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The letter that leads into a state; a break for the root.</summary>
    public byte LetterOf(int state) => state switch
    {
        0 => OracleSymbol.Break,
        _ when state <= _first => _below!.LetterOf(state),
        _ => _letters[state - _first - 1],
    };

    /// <summary>The state where the longest repeated suffix is read to; −1 at the root.</summary>
    public int SuffixLink(int state) => state switch
    {
        0 => -1,
        _ when state <= _first => _below!.SuffixLink(state),
        _ => _suffixLinks[state - _first],
    };

    /// <summary>Letters before a state that equal those before its suffix link (lrs).</summary>
    public int RepeatedSuffixLength(int state) => state switch
    {
        0 => 0,
        _ when state <= _first => _below!.RepeatedSuffixLength(state),
        _ => _lengths[state - _first],
    };

    /// <summary>The youngest state whose suffix link is this one; 0 when none.</summary>
    public int LastChild(int state) =>
        _lastChildren[state] is > 0 and var child ? child
        : _below is not null && state <= _first ? _below.LastChild(state)
        : 0;

    /// <summary>The next older state with the same suffix link; 0 when none.</summary>
    public int PreviousSibling(int state) => state switch
    {
        0 => 0,
        _ when state <= _first => _below!.PreviousSibling(state),
        _ => _siblings[state - _first],
    };

    /// <summary>
    /// Where a letter leads from a state; 0 when nowhere (nothing leads to the root).
    /// </summary>
    private int Target(int state, byte letter)
    {
        if (state < Count && LetterOf(state + 1) == letter)
        {
            return state + 1;
        }

        if (_below is not null && state <= _first
            && _below.Target(state, letter) is > 0 and var far)
        {
            return far;
        }

        if (state == 0)
        {
            return _rootTargets[letter];
        }

        // The letter of an edge is that of the state it leads to.
        var edge = _firstEdges[state];
        while (edge != 0 && LetterOf(_edgeTargets[edge]) != letter)
        {
            edge = _edgeNexts[edge];
        }

        return edge == 0 ? 0 : _edgeTargets[edge];
    }

    private void AddEdge(int from, byte letter, int to)
    {
        if (from == 0)
        {
            _rootTargets[letter] = to;
            return;
        }

        _edges++;
        _edgeTargets[_edges] = to;
        _edgeNexts[_edges] = _firstEdges[from];
        _firstEdges[from] = _edges;
    }

    private int CommonSuffix(int state, int other)
    {
        var link = SuffixLink(state);
        if (other == link)
        {
            return RepeatedSuffixLength(state);
        }

        // The transition that was found had been laid from an ancestor of `other`: it ends there.
        while (SuffixLink(other) != link)
        {
            other = SuffixLink(other);
        }

        return Math.Min(RepeatedSuffixLength(state), RepeatedSuffixLength(other));
    }

    private void RequireRoom()
    {
        if (Count == Capacity)
        {
            throw new InvalidOperationException("The oracle is full.");
        }
    }

    private void Add(byte letter, int suffixLink, int length)
    {
        var own = Count + 1 - _first;
        _letters.Append(letter);
        _suffixLinks[own] = suffixLink;
        _lengths[own] = length;
        _siblings[own] = LastChild(suffixLink);
        _lastChildren[suffixLink] = Count + 1;
        Count++;
    }
}
