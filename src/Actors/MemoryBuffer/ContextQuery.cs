namespace Antiphon.MemoryBuffer;

/// <summary>What is looked up: which context, by what, and where.</summary>
public sealed record ContextQuery
{
    /// <summary>
    /// The state that the context ends with; null for the newest. Any state will do: a place in
    /// memory asks for its like in the same way as the live stream does.
    /// </summary>
    public int? At { get; init; }

    /// <summary>Places wanted at most, 1…64.</summary>
    public int Most { get; init; } = 8;

    /// <summary>How much the harmonic words count, from 0: listening by pitch.</summary>
    public double HarmonicWeight { get; init; } = 1;

    /// <summary>How much the percussive words count, from 0: listening by rhythm.</summary>
    public double PercussiveWeight { get; init; } = 1;

    /// <summary>Half-life of the influence of what was heard, in seconds, above 0.</summary>
    public double HalfLifeSeconds { get; init; } = 0.5;

    /// <summary>Longest context, in seconds of frames that speak: at most 2.</summary>
    public double ContextSeconds { get; init; } = 2;

    /// <summary>
    /// Frames before the context's end that are not offered, in seconds: a sound that is held is
    /// like itself. It counts for the live part only.
    /// </summary>
    public double SkipSeconds { get; init; } = 2;

    /// <summary>Where it is looked for.</summary>
    public MemoryFilter Filter { get; init; } = new();

    /// <summary>
    /// Whether a state may be offered; null for any. It is asked for the better few thousand.
    /// </summary>
    public Func<int, bool>? Allows { get; init; }
}
