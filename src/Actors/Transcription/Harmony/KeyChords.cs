using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>The chords of a key: degree in semitones, kind, how often of a hundred.</summary>
internal static class KeyChords
{
    /// <summary>Of a major key.</summary>
    public static readonly (int Degree, ChordKind Kind, double Weight)[] Major =
    [
        (0, ChordKind.Major, 24), (0, ChordKind.Major7, 5), (0, ChordKind.Dominant7, 1.5),
        (0, ChordKind.Suspended, 0.6),
        (2, ChordKind.Minor, 6), (2, ChordKind.Minor7, 5),
        (4, ChordKind.Minor, 3.2), (4, ChordKind.Minor7, 2),
        (5, ChordKind.Major, 12), (5, ChordKind.Major7, 2.5), (5, ChordKind.Dominant7, 0.8),
        (7, ChordKind.Major, 10), (7, ChordKind.Dominant7, 9), (7, ChordKind.Suspended, 1),
        (7, ChordKind.Augmented, 0.3), (0, ChordKind.Augmented, 0.2),
        (9, ChordKind.Minor, 8), (9, ChordKind.Minor7, 4),
        (11, ChordKind.Diminished, 1.2), (11, ChordKind.HalfDiminished7, 0.8),

        // Dominants of other degrees.
        (2, ChordKind.Major, 0.7), (2, ChordKind.Dominant7, 1.2),
        (4, ChordKind.Major, 0.7), (4, ChordKind.Dominant7, 1),
        (9, ChordKind.Major, 0.5), (9, ChordKind.Dominant7, 0.9),
        (1, ChordKind.Diminished7, 0.2), (6, ChordKind.Diminished, 0.2),
        (6, ChordKind.HalfDiminished7, 0.3),

        // Lent by the minor key.
        (3, ChordKind.Major, 0.7), (5, ChordKind.Minor, 0.8), (7, ChordKind.Minor, 0.5),
        (8, ChordKind.Major, 0.7), (10, ChordKind.Major, 1.8),
    ];

    /// <summary>Of a minor key.</summary>
    public static readonly (int Degree, ChordKind Kind, double Weight)[] Minor =
    [
        (0, ChordKind.Minor, 23), (0, ChordKind.Minor7, 4.5), (0, ChordKind.Suspended, 0.5),
        (2, ChordKind.Diminished, 2), (2, ChordKind.HalfDiminished7, 4),
        (3, ChordKind.Major, 5.5), (3, ChordKind.Major7, 2), (3, ChordKind.Augmented, 0.3),
        (5, ChordKind.Minor, 10), (5, ChordKind.Minor7, 4),
        (7, ChordKind.Major, 8), (7, ChordKind.Dominant7, 9), (7, ChordKind.Suspended, 0.7),
        (7, ChordKind.Minor, 2), (7, ChordKind.Minor7, 1), (7, ChordKind.Augmented, 0.3),
        (8, ChordKind.Major, 8), (8, ChordKind.Major7, 2.5),
        (10, ChordKind.Major, 6), (10, ChordKind.Dominant7, 2.5),
        (11, ChordKind.Diminished, 1.2), (11, ChordKind.Diminished7, 1.4),

        // Dorian, Neapolitan, dominants of other degrees.
        (0, ChordKind.Major, 0.7), (0, ChordKind.Dominant7, 0.5), (1, ChordKind.Major, 0.8),
        (2, ChordKind.Dominant7, 0.5), (5, ChordKind.Major, 1.5),
    ];
}
