namespace Antiphon.MemoryBuffer;

/// <summary>
/// A factor oracle that grows by one state a frame: an automaton that reads every stretch of what
/// was heard, with for each state a link to where its longest repeated suffix was first read.
/// </summary>
/// <remarks>
/// A break is a state whose letter equals none: its suffix link is the root, no transition leads
/// into it, and so nothing is matched or learned across it. O(1) amortised an append, with at most
/// two transitions a state. Not thread-safe; views of it may be read by other threads.
/// Source: Allauzen, Crochemore, Raffinot, "Factor oracle: a new structure for pattern matching",
/// SOFSEM 1999; Assayag, Dubnov, "Using factor oracles for machine improvisation", Soft Computing
/// 2004; lengths of repeated suffixes: Lefebvre, Lecroq, "Computing repeated factors with a factor
/// oracle", AWOCA 2000. As there, a length is always true of the link, and in rare cases (about
/// 2 % of random words) below the longest that repeats.
/// </remarks>
public sealed class FactorOracle
{
    private readonly OracleStates _states;
    private readonly int[] _rootTargets = new int[JointSymbol.Count];
    private readonly int[] _firstEdges;
    private readonly int[] _edgeTargets;
    private readonly int[] _edgeNexts;
    private int _edges;

    /// <param name="capacity">States it can hold besides the root, at least 1.</param>
    public FactorOracle(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _states = new OracleStates(capacity);
        _firstEdges = new int[capacity + 1];
        _edgeTargets = new int[capacity + 1];
        _edgeNexts = new int[capacity + 1];
    }

    /// <summary>States besides the root.</summary>
    public int Count => _states.Count;

    public int Capacity => _states.Capacity;

    /// <summary>The oracle as it is now; it stays so while more is appended.</summary>
    public MemoryView View(int generation = 0) => new(_states, _states.Count, generation);

    /// <summary>Appends a frame under a letter.</summary>
    /// <param name="symbol">0…<see cref="JointSymbol.Count"/> − 1.</param>
    /// <exception cref="InvalidOperationException">The oracle is full.</exception>
    public void Append(RememberedFrame frame, int symbol)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(symbol);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(symbol, JointSymbol.Count);
        var created = _states.Count + 1;
        if (created > Capacity)
        {
            throw new InvalidOperationException("The oracle is full; forget before appending.");
        }

        var below = _states.Count;
        var link = _states[below].SuffixLink;
        var target = 0;
        while (link >= 0 && (target = Target(link, symbol)) == 0)
        {
            AddEdge(link, symbol, created);
            below = link;
            link = _states[link].SuffixLink;
        }

        var length = link < 0 ? 0 : CommonSuffix(below, target - 1) + 1;
        _states.Add(frame, symbol, link < 0 ? 0 : target, length);
    }

    /// <summary>Appends a state across which nothing is learned.</summary>
    /// <exception cref="InvalidOperationException">The oracle is full.</exception>
    public void AppendBreak() => _states.Add(null, JointSymbol.Break, 0, 0);

    /// <summary>
    /// Whether the oracle reads these letters from its root (every factor is read).
    /// </summary>
    public bool Accepts(ReadOnlySpan<int> symbols)
    {
        var state = 0;
        foreach (var symbol in symbols)
        {
            state = Target(state, symbol);
            if (state == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Where a letter leads from a state; 0 when nowhere (nothing leads to the root).
    /// </summary>
    internal int Target(int state, int symbol)
    {
        if (state < _states.Count && _states[state + 1].Symbol == symbol)
        {
            return state + 1;
        }

        if (state == 0)
        {
            return _rootTargets[symbol];
        }

        // The letter of an edge is that of the state it leads to.
        var edge = _firstEdges[state];
        while (edge != 0 && _states[_edgeTargets[edge]].Symbol != symbol)
        {
            edge = _edgeNexts[edge];
        }

        return edge == 0 ? 0 : _edgeTargets[edge];
    }

    private void AddEdge(int from, int symbol, int to)
    {
        if (from == 0)
        {
            _rootTargets[symbol] = to;
            return;
        }

        _edges++;
        _edgeTargets[_edges] = to;
        _edgeNexts[_edges] = _firstEdges[from];
        _firstEdges[from] = _edges;
    }

    private int CommonSuffix(int state, int other)
    {
        var link = _states[state].SuffixLink;
        if (other == link)
        {
            return _states[state].RepeatedSuffixLength;
        }

        // The transition that was found had been laid from an ancestor of `other`: it ends there.
        while (_states[other].SuffixLink != link)
        {
            other = _states[other].SuffixLink;
        }

        return Math.Min(_states[state].RepeatedSuffixLength, _states[other].RepeatedSuffixLength);
    }
}
