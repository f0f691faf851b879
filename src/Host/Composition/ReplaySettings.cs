namespace Antiphon.Host.Composition;

/// <summary>What a replay was asked to do.</summary>
internal sealed record ReplaySettings
{
    /// <summary>The folder of the session that was played.</summary>
    public required string Played { get; init; }

    /// <summary>Where the replay is left; null for a folder named after the time.</summary>
    public string? SessionFolder { get; init; }

    /// <summary>Hear the sound again, too.</summary>
    public bool FromAudio { get; init; }

    /// <summary>The recording of it; null for the one that the session knows.</summary>
    public string? Audio { get; init; }
}
