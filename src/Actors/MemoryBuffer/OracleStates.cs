namespace Antiphon.MemoryBuffer;

/// <summary>
/// The states of one oracle, in chunks that are never moved, so that views may read while one
/// writer appends.
/// </summary>
/// <remarks>
/// One writer, any number of readers. A reader knows how many states it may read from a message
/// that was sent after they were written. The last child of a state is the only thing that ever
/// changes; readers walk from it down its siblings to the states they know.
/// </remarks>
internal sealed class OracleStates
{
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly OracleState[][] _states;
    private readonly int[][] _lastChildren;

    /// <param name="capacity">States besides the root; more cannot be added.</param>
    public OracleStates(int capacity)
    {
        Capacity = capacity;
        _states = new OracleState[(capacity >> ChunkBits) + 1][];
        _lastChildren = new int[_states.Length][];
        Grow(0);
        _states[0][0] = new OracleState(null, JointSymbol.Break, -1, 0, 0);
    }

    public int Capacity { get; }

    /// <summary>States besides the root; for the writer only.</summary>
    public int Count { get; private set; }

    public ref readonly OracleState this[int state] =>
        ref _states[state >> ChunkBits][state & (ChunkSize - 1)];

    public int LastChild(int state) => Volatile.Read(ref LastChildOf(state));

    /// <summary>Appends a state and hangs it below its suffix link.</summary>
    /// <exception cref="InvalidOperationException">The storage is full.</exception>
    public void Add(RememberedFrame? frame, int symbol, int suffixLink, int repeatedSuffixLength)
    {
        if (Count == Capacity)
        {
            throw new InvalidOperationException("The oracle is full; forget before appending.");
        }

        var state = Count + 1;
        if ((state & (ChunkSize - 1)) == 0)
        {
            Grow(state >> ChunkBits);
        }

        ref var lastChild = ref LastChildOf(suffixLink);
        _states[state >> ChunkBits][state & (ChunkSize - 1)] =
            new OracleState(frame, symbol, suffixLink, repeatedSuffixLength, lastChild);
        Volatile.Write(ref lastChild, state);
        Count = state;
    }

    private ref int LastChildOf(int state) =>
        ref _lastChildren[state >> ChunkBits][state & (ChunkSize - 1)];

    private void Grow(int chunk)
    {
        _states[chunk] = new OracleState[ChunkSize];
        _lastChildren[chunk] = new int[ChunkSize];
    }
}
