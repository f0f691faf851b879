namespace Antiphon.Notes;

/// <summary>What is known of the player's music at a moment; null is what is not.</summary>
public sealed record MusicNow(Beat? Beat, Chord? Chord, MusicalKey? Key)
{
    /// <summary>Where in the chart it stands; null without one, or while nobody knows.</summary>
    public ChartPlace? Chart { get; init; }

    /// <summary>Nothing is known.</summary>
    public static MusicNow Nothing { get; } = new(null, null, null);
}

/// <summary>What was known of the music as a frame's tokens reached the agent.</summary>
/// <param name="Ordinal">The frame: frames since the rig began to hear.</param>
public sealed record FrameMusic(long Ordinal, MusicNow Heard);
