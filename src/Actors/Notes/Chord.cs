namespace Antiphon.Notes;

/// <summary>A chord as it was heard.</summary>
/// <param name="Root">Pitch class, 0 (C)…11.</param>
/// <param name="Kind">Which tones stand on the root.</param>
/// <param name="Bass">Pitch class of the lowest tone, 0…11.</param>
/// <param name="Sureness">0…1.</param>
public readonly record struct Chord(int Root, ChordKind Kind, int Bass, double Sureness)
{
    /// <summary>The same tones on its root: a bass that moves makes no other chord.</summary>
    public Chord InRootPosition => this with { Bass = Root };

    /// <summary>Whether it is the chord of before, whatever its bass and sureness.</summary>
    public bool IsStill(Chord? before) => before is { } chord
        && (chord.Root, chord.Kind) == (Root, Kind);
}

/// <summary>Which tones stand on a chord's root.</summary>
public enum ChordKind
{
    Major = 0,
    Minor = 1,
    Diminished = 2,
    Augmented = 3,
    Suspended = 4,
    Dominant7 = 5,
    Major7 = 6,
    Minor7 = 7,
    HalfDiminished7 = 8,
    Diminished7 = 9,
}
