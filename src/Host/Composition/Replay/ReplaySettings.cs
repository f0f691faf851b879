using Antiphon.Session;
using Antiphon.Session.Io;

namespace Antiphon.Host.Composition;

/// <summary>What a replay was asked to do.</summary>
internal sealed record ReplaySettings
{
    /// <summary>The folder of the session that was played.</summary>
    public required string Played { get; init; }

    /// <summary>Where the replay is left; null for a folder named after the time.</summary>
    public string? SessionFolder { get; init; }

    /// <summary>A session that lies there may go.</summary>
    public bool Replace { get; init; }

    /// <summary>Hear the sound again, too.</summary>
    public bool FromAudio { get; init; }

    /// <summary>The recording of it; null for the one that the session knows.</summary>
    public string? Audio { get; init; }
}

/// <summary>What a replay has found.</summary>
/// <param name="Folder">Where it was left.</param>
/// <param name="Decisions">Decisions that were as they had been.</param>
/// <param name="Notes">Notes that sounded.</param>
/// <param name="Seconds">Sound that was replayed.</param>
/// <param name="Differences">What was not the same, for a person; empty when all was.</param>
/// <param name="Remarks">What could not be compared, and what else is to be known.</param>
internal sealed record ReplayedSession(
    SessionFolder Folder, SessionSummary Summary, long Decisions, long Notes, double Seconds,
    IReadOnlyList<string> Differences, IReadOnlyList<string> Remarks)
{
    public bool IsSame => Differences.Count == 0;
}
