namespace Antiphon.Notes;

/// <summary>What is known of the player's music at a moment; null is what is not.</summary>
public sealed record MusicNow(Beat? Beat, Chord? Chord, MusicalKey? Key)
{
    /// <summary>Where in the chart it stands; null without one, or while nobody knows.</summary>
    public ChartPlace? Chart { get; init; }

    /// <summary>Nothing is known.</summary>
    public static MusicNow Nothing { get; } = new(null, null, null);
}

/// <summary>Where in a chart the music stands.</summary>
/// <param name="Bar">Which bar of those that are played, from 0; the form goes round.</param>
/// <param name="Section">Of which section it is; empty where none is named.</param>
/// <param name="Number">Which bar of its section it is, from 1.</param>
/// <param name="Written">The bar's chords as they are written.</param>
/// <param name="Sureness">0…1.</param>
public readonly record struct ChartPlace(
    int Bar, string Section, int Number, string Written, double Sureness)
{
    /// <summary>The bar as a musician calls it: bar 3, bar 3 of A.</summary>
    public string Name => FormattableString.Invariant($"bar {Number}")
        + (Section.Length > 0 ? $" of {Section}" : "");
}
