namespace Antiphon.MemoryBuffer;

/// <summary>
/// The memory as of one moment: it never changes, whatever is learned or forgotten later.
/// </summary>
/// <remarks>
/// States are numbered 1…<see cref="Count"/> in the order heard; 0 is the root. Numbers hold
/// within one <see cref="Generation"/>; a frame's ordinal names it for ever. Thread-safe.
/// </remarks>
public sealed class MemoryView
{
    private readonly OracleStates _states;

    internal MemoryView(OracleStates states, int count, int generation)
    {
        _states = states;
        Count = count;
        Generation = generation;
    }

    /// <summary>A memory of nothing.</summary>
    public static MemoryView Empty { get; } = new(new OracleStates(0), 0, 0);

    /// <summary>States besides the root, breaks included.</summary>
    public int Count { get; }

    /// <summary>Rises each time the older half is forgotten.</summary>
    public int Generation { get; }

    /// <summary>Where the live stream stands.</summary>
    public MemoryContext Context =>
        new(Count, Math.Max(0, SuffixLink(Count)), RepeatedSuffixLength(Count));

    /// <summary>The frame of a state; null in the root and in a break.</summary>
    /// <param name="state">0…<see cref="Count"/>.</param>
    public RememberedFrame? Frame(int state) => At(state).Frame;

    /// <summary>True when what follows this state is another phrase, or not known yet.</summary>
    public bool IsEnd(int state) => state >= Count || At(state + 1).Frame is null;

    /// <summary>The state where the longest repeated suffix is read to; −1 at the root.</summary>
    public int SuffixLink(int state) => At(state).SuffixLink;

    /// <summary>How many frames agree with those before the suffix link, from 0.</summary>
    public int RepeatedSuffixLength(int state) => At(state).RepeatedSuffixLength;

    /// <summary>
    /// The letter of a state, <see cref="JointSymbol.Break"/> in a break and the root.
    /// </summary>
    public int Symbol(int state) => At(state).Symbol;

    /// <summary>
    /// The youngest state of this view whose suffix link is this one; 0 when none.
    /// </summary>
    public int LastChild(int state)
    {
        Check(state);
        var child = _states.LastChild(state);
        while (child > Count)
        {
            child = _states[child].PreviousSibling;
        }

        return child;
    }

    /// <summary>The next older state with the same suffix link; 0 when none.</summary>
    public int PreviousSibling(int state) => At(state).PreviousSibling;

    private ref readonly OracleState At(int state)
    {
        Check(state);
        return ref _states[state];
    }

    private void Check(int state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(state, Count);
    }
}
