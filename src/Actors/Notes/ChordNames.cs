namespace Antiphon.Notes;

/// <summary>Chords and keys as musicians write them.</summary>
public static class ChordNames
{
    private static readonly string[] Flats =
        ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"];

    private static readonly string[] Sharps =
        ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

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

    /// <summary>A chord by name, as it is spelt in a key: C, Am, G7, F/A.</summary>
    /// <param name="key">Null: with flats.</param>
    public static string Name(this Chord chord, MusicalKey? key = null)
    {
        var names = key is { Fifths: > 0 } ? Sharps : Flats;
        var kind = chord.Kind switch
        {
            ChordKind.Major => "",
            ChordKind.Minor => "m",
            _ => chord.Kind.Symbol(),
        };
        var bass = chord.Bass == chord.Root ? "" : $"/{names[chord.Bass]}";
        return names[chord.Root] + kind + bass;
    }

    /// <summary>A key by name: C major, F# minor.</summary>
    public static string Name(this MusicalKey key) =>
        $"{(key.Fifths > 0 ? Sharps : Flats)[key.Tonic]} {(key.IsMinor ? "minor" : "major")}";
}
