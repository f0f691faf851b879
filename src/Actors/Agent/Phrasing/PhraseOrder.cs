using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What an answer is to be made of: all that is known of now.</summary>
/// <param name="Now">When it is asked for.</param>
/// <param name="Line">Where beats fall; in free time a line of its own.</param>
/// <param name="Grid">The player's subdivisions; free without a beat.</param>
/// <param name="Key">The key of now.</param>
/// <param name="Home">The chord on which the music is at home.</param>
/// <param name="Chord">The chord of now, or what sounded last.</param>
/// <param name="Ahead">Chords that are known to come, in order; may be empty.</param>
/// <param name="Call">The lines of the phrase that is answered.</param>
/// <param name="Level">How loud and how legato the player plays.</param>
/// <param name="Heard">
/// How much the player used each of the twelve pitch classes of late, each 0…1.
/// </param>
/// <param name="RoomEnd">The position at which the player usually is back.</param>
/// <param name="Mode">How it answers.</param>
/// <param name="Register">Where the melody may lie.</param>
internal sealed record PhraseOrder(
    SampleTime Now,
    BeatLine Line,
    Subdivision Grid,
    MusicalKey Key,
    ChordTones Home,
    ChordTones Chord,
    IReadOnlyList<ChordSpan> Ahead,
    Texture Call,
    PlayerLevel Level,
    double[] Heard,
    double RoomEnd,
    Mode Mode,
    PhraseRegister Register)
{
    /// <summary>Share of the notes between the beats that are played, above 0.</summary>
    public double Density { get; init; } = 1;

    /// <summary>Whether the player plays much.</summary>
    public bool PlaysMuch { get; init; }

    /// <summary>Least time from now to the first note, in seconds.</summary>
    public double EarliestSeconds { get; init; } = 0.06;

    /// <summary>What of the player sounds on under the answer's beginning.</summary>
    public Sounding Sounding { get; init; }

    /// <summary>How readily it goes back to what was heard live, and to what recordings.</summary>
    public NavigationOptions Taste { get; init; } = new();

    /// <summary>How readily each form and source is chosen; null: as the mode does.</summary>
    public FormWeights? Forms { get; init; }

    /// <summary>How much each thing costs a line.</summary>
    public LineWeights Weights { get; init; } = new();
}

/// <summary>Where a melody may lie.</summary>
/// <param name="LowestKey">MIDI key.</param>
/// <param name="HighestKey">MIDI key, at least an octave above.</param>
/// <param name="CentreKey">Where it likes to be.</param>
internal readonly record struct PhraseRegister(int LowestKey, int HighestKey, double CentreKey)
{
    /// <summary>Where its own line left off, a MIDI key; null before its first note.</summary>
    public int? LastKey { get; init; }
}
