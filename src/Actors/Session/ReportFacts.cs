namespace Antiphon.Session;

/// <summary>What a report says of a session besides what was heard and played.</summary>
public sealed record ReportFacts
{
    /// <summary>When it began, by the clock on the wall; null where nobody knows.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>What it was played with, each with a name: vocabulary, outputs, corpora.</summary>
    public IReadOnlyList<NamedFact> PlayedWith { get; init; } = [];

    /// <summary>Settings that are not as they come.</summary>
    public IReadOnlyList<ChangedSetting> Settings { get; init; } = [];

    /// <summary>The pieces of a setlist, in the order of time.</summary>
    public IReadOnlyList<PlayedPiece> Pieces { get; init; } = [];
}

/// <summary>Something that a session was played with.</summary>
public sealed record NamedFact(string Name, string Value);

/// <summary>A setting that is not as it comes.</summary>
/// <param name="Name">With dots.</param>
public sealed record ChangedSetting(string Name, string Value, string Default);

/// <summary>A piece of a setlist.</summary>
/// <param name="Seconds">When it begins, on the sample clock.</param>
/// <param name="Length">In seconds.</param>
public sealed record PlayedPiece(string Name, double Seconds, double Length);
