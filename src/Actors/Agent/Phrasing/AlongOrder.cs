using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What playing along is to be made of: all that is known of now.</summary>
/// <param name="Now">When it is asked for.</param>
/// <param name="Line">Where beats fall.</param>
/// <param name="Grid">The player's subdivisions.</param>
/// <param name="Chord">The chord of now; none while it is not known.</param>
/// <param name="Ahead">Chords that are known to come, in order; may be empty.</param>
/// <param name="Recent">What the player played in the last seconds, in time.</param>
/// <param name="Lines">The lines of it.</param>
/// <param name="Level">How loud the player plays.</param>
/// <param name="Way">How it plays along.</param>
/// <param name="Register">Where its notes may lie.</param>
internal sealed record AlongOrder(
    SampleTime Now,
    BeatLine Line,
    Subdivision Grid,
    ChordTones Chord,
    IReadOnlyList<ChordSpan> Ahead,
    IReadOnlyList<HeardNote> Recent,
    Texture Lines,
    PlayerLevel Level,
    AlongWay Way,
    PhraseRegister Register)
{
    /// <summary>How late a chord is known, in seconds.</summary>
    public double ChordSeconds { get; init; } = 0.4;

    /// <summary>How sure the chord is, 0…1.</summary>
    public double ChordSureness { get; init; } = 1;

    /// <summary>Share of its notes that it plays, 0…1.</summary>
    public double Density { get; init; } = 1;
}

/// <summary>A way to play along.</summary>
internal enum AlongWay
{
    /// <summary>On the beats, in the chord, a voice of its own.</summary>
    Couple = 0,

    /// <summary>Close behind the player's melody, in its register.</summary>
    Shadow = 1,

    /// <summary>As couple, with bars of rest: for a player who never pauses.</summary>
    Sparse = 2,
}
