namespace Antiphon.Session;

/// <summary>What became of the files of a session that grow; the music goes on meanwhile.</summary>
public abstract record KeepingNews;

/// <summary>The disk does not take them; it is tried again until it does.</summary>
/// <param name="Files">Those that failed just now.</param>
/// <param name="Why">As the system says it.</param>
public sealed record KeepingLost(IReadOnlyList<string> Files, string Why) : KeepingNews;

/// <summary>All of them are written again.</summary>
/// <param name="AwaySeconds">How long some were not.</param>
/// <param name="Missing">What will never stand in them, for people; of the whole session.</param>
public sealed record KeepingRegained(
    double AwaySeconds, IReadOnlyList<string> Missing) : KeepingNews;

/// <summary>A recording is as long as a file can be.</summary>
/// <param name="File">Where it goes on.</param>
public sealed record RecordingContinued(string File) : KeepingNews;
