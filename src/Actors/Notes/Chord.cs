namespace Antiphon.Notes;

/// <summary>A chord as it was heard.</summary>
/// <param name="Root">Pitch class, 0 (C)…11.</param>
/// <param name="Kind">Which tones stand on the root.</param>
/// <param name="Bass">Pitch class of the lowest tone, 0…11.</param>
/// <param name="Sureness">0…1.</param>
public readonly record struct Chord(int Root, ChordKind Kind, int Bass, double Sureness);

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

/// <summary>Chords as musicians write them.</summary>
public static class ChordNames
{
    private static readonly string[] PitchClasses =
        ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"];

    /// <summary>How a kind is written in files: maj, min, dim, aug, sus4, 7, maj7, m7…</summary>
    public static string Symbol(this ChordKind kind) => kind switch
    {
        ChordKind.Major => "maj",
        ChordKind.Minor => "min",
        ChordKind.Diminished => "dim",
        ChordKind.Augmented => "aug",
        ChordKind.Suspended => "sus4",
        ChordKind.Dominant7 => "7",
        ChordKind.Major7 => "maj7",
        ChordKind.Minor7 => "m7",
        ChordKind.HalfDiminished7 => "m7b5",
        ChordKind.Diminished7 => "dim7",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such chord"),
    };

    /// <summary>A pitch class by name, with flats: 0 is C, 3 is Eb.</summary>
    public static string PitchClass(int pitchClass) => PitchClasses[pitchClass];

    /// <summary>A chord by name: C, Am, G7, F/A.</summary>
    public static string Name(this Chord chord)
    {
        var kind = chord.Kind switch
        {
            ChordKind.Major => "",
            ChordKind.Minor => "m",
            _ => chord.Kind.Symbol(),
        };
        var bass = chord.Bass == chord.Root ? "" : $"/{PitchClass(chord.Bass)}";
        return PitchClass(chord.Root) + kind + bass;
    }

    /// <summary>A key by name: C major, Eb minor.</summary>
    public static string Name(this MusicalKey key) =>
        $"{PitchClass(key.Tonic)} {(key.IsMinor ? "minor" : "major")}";
}
