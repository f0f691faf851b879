using System.Text.Json.Serialization;

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

    /// <summary>After how many seconds the pieces begin again; null where they do not.</summary>
    public double? AgainAfterSeconds { get; init; }

    /// <summary>The pieces that sounded within a stretch, each as often as it did.</summary>
    public IEnumerable<PlayedPiece> PiecesWithin(double begin, double end)
    {
        var again = AgainAfterSeconds ?? 0;
        var (first, last) = again > 0
            ? ((int)Math.Max(0, Math.Floor(begin / again) - 1), (int)(end / again))
            : (0, 0);
        return
            from pass in Enumerable.Range(first, last - first + 1)
            from piece in Pieces
            let played = piece with { Seconds = piece.Seconds + pass * again }
            where played.Seconds < end && played.Seconds + played.Length > begin
            select played;
    }
}

/// <summary>Something that a session was played with.</summary>
public sealed record NamedFact(string Name, string Value);

/// <summary>A setting that is not as it comes.</summary>
/// <param name="Name">With dots.</param>
public sealed record ChangedSetting(string Name, string Value, string Default);

/// <summary>A piece of a setlist.</summary>
/// <param name="Seconds">When it begins, on the sample clock.</param>
/// <param name="Length">In seconds.</param>
public sealed record PlayedPiece(string Name, double Seconds, double Length)
{
    /// <summary>Where its own chart lay; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Chart { get; init; }
}
