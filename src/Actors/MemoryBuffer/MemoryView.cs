using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// The memory as of one moment: it never changes, whatever is learned or forgotten later.
/// </summary>
/// <remarks>
/// States are numbered 1…<see cref="Count"/>: first those of the corpora, then, from
/// <see cref="FirstLive"/>, what was heard live, in order; 0 is the root. A state without a frame
/// is a break: it ends a phrase. Numbers hold within one <see cref="Generation"/>; a frame's
/// ordinal names it for ever. Each stem has an oracle of its own over the same states. Thread-safe.
/// </remarks>
public sealed class MemoryView
{
    private readonly PriorMemory _ground;

    internal MemoryView(PriorMemory ground, MemoryLayer stratum, int count, int generation)
    {
        _ground = ground;
        Stratum = stratum;
        Count = count;
        Generation = generation;
    }

    /// <summary>A memory of nothing.</summary>
    public static MemoryView Empty { get; } =
        new(PriorMemory.Bare, new MemoryLayer(1), 0, 0);

    /// <summary>States besides the root, breaks included.</summary>
    public int Count { get; }

    /// <summary>Rises each time the older half of what was heard live is forgotten.</summary>
    public int Generation { get; }

    /// <summary>The first state that can be live: one behind the corpora.</summary>
    public int FirstLive => Stratum.First + 1;

    /// <summary>The recordings of the corpora, in the order of their states.</summary>
    public IReadOnlyList<MemorySource> Sources => _ground.Sources;

    /// <summary>The labelled regions of the corpora.</summary>
    public IReadOnlyList<MemoryRegion> Regions => _ground.Regions;

    /// <summary>How near words are to each other.</summary>
    public TokenSimilarity Similarity => _ground.Similarity;

    internal MemoryLayer Stratum { get; }

    /// <summary>The frame of a state; null in the root and in a break.</summary>
    /// <param name="state">0…<see cref="Count"/>.</param>
    public RememberedFrame? Frame(int state) => Stratum.Frame(Checked(state));

    /// <summary>True when what follows this state is another phrase, or not known yet.</summary>
    public bool IsEnd(int state) => state >= Count || Frame(state + 1) is null;

    /// <summary>
    /// The symbol of a state: the token's code, <see cref="OracleSymbol.Rest"/> where the stem
    /// rests, <see cref="OracleSymbol.Break"/> in a break and the root.
    /// </summary>
    public byte LetterOf(int state, Stem stem) => Stratum.Of(stem).LetterOf(Checked(state));

    /// <summary>The state where the longest repeated suffix is read to; −1 at the root.</summary>
    public int SuffixLink(int state, Stem stem) => Stratum.Of(stem).SuffixLink(Checked(state));

    /// <summary>How many frames agree with those before the suffix link, from 0.</summary>
    public int RepeatedSuffixLength(int state, Stem stem) =>
        Stratum.Of(stem).RepeatedSuffixLength(Checked(state));

    /// <summary>
    /// The youngest state of this view whose suffix link is this one; 0 when none.
    /// </summary>
    public int LastChild(int state, Stem stem)
    {
        var oracle = Stratum.Of(stem);
        var child = oracle.LastChild(Checked(state));
        while (child > Count)
        {
            child = oracle.PreviousSibling(child);
        }

        return child;
    }

    /// <summary>The next older state with the same suffix link; 0 when none.</summary>
    public int PreviousSibling(int state, Stem stem) =>
        Stratum.Of(stem).PreviousSibling(Checked(state));

    /// <summary>The recording that a state is of; null when it was heard live.</summary>
    public MemorySource? SourceOf(int state) => _ground.SourceOf(Checked(state));

    /// <summary>
    /// Places that were preceded by much the same as the newest frames, best first: soft, by the
    /// similarity of words.
    /// </summary>
    public IReadOnlyList<ContextMatch> Find(ContextQuery query) => ContextLookup.Find(this, query);

    /// <summary>
    /// Places that were preceded by exactly the same words of one stem, longest first, along the
    /// suffix links of the oracle.
    /// </summary>
    /// <param name="state">Up to which state the context reaches.</param>
    /// <param name="most">How many places are wanted at most.</param>
    public IReadOnlyList<ContextMatch> FindExact(int state, Stem stem, int most) =>
        ExactLookup.Find(this, Checked(state), stem, most);

    private int Checked(int state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(state, Count);
        return state;
    }
}
