namespace Antiphon.Benchmarks.Musicality;

/// <summary>What kind of music a call is; key and exact tempo come of the set.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Style">How it is accompanied.</param>
/// <param name="Bpm">About how many beats a minute.</param>
internal sealed record CallKind(string Name, CallStyle Style, int Bpm)
{
    /// <summary>Calls with phrases and pauses, on which the measures are aimed.</summary>
    public static IReadOnlyList<CallKind> WithPauses { get; } =
    [
        new("flute", CallStyle.Line, 98) { LowKey = 67, HighKey = 86 },
        new("brass", CallStyle.Line, 128)
        {
            Lead = CallTimbre.Brass, LowKey = 57, HighKey = 76, IsSwung = true, Sevenths = true,
            PauseBars = [2, 3],
        },
        new("fiddle", CallStyle.Line, 122)
        {
            Lead = CallTimbre.Bowed, LowKey = 62, HighKey = 84, Meter = 3, IsMinor = true,
            PauseBars = [3, 3],
        },
        new("reed", CallStyle.Line, 86)
        {
            Lead = CallTimbre.Reed, LowKey = 55, HighKey = 75, IsMinor = true, TurnsAt = 3,
            PauseBars = [2, 1],
        },
        new("piano", CallStyle.Block, 102) { Lead = CallTimbre.Piano, LowKey = 67, HighKey = 84 },
        new("ballad", CallStyle.Broken, 74)
        {
            Lead = CallTimbre.Piano, LowKey = 67, HighKey = 82, Bars = 3, PauseBars = [1, 2],
        },
        new("trio", CallStyle.Trio, 140)
        {
            Lead = CallTimbre.Vibes, LowKey = 65, HighKey = 84, IsSwung = true, Sevenths = true,
            PauseBars = [3, 2], TurnsAt = 3,
        },
        new("chorale", CallStyle.Chorale, 80)
        {
            Lead = CallTimbre.Organ, LowKey = 66, HighKey = 79, Bars = 3, PauseBars = [1, 2],
        },
        new("bossa", CallStyle.Bossa, 118)
        {
            LowKey = 67, HighKey = 86, IsMinor = true, TurnsAt = 4,
        },
        new("waltz", CallStyle.Waltz, 130)
        {
            Lead = CallTimbre.Piano, LowKey = 67, HighKey = 84, Meter = 3, IsMinor = true,
            PauseBars = [3, 4],
        },
    ];

    /// <summary>A player who never pauses.</summary>
    public static IReadOnlyList<CallKind> WithoutPauses { get; } =
    [
        Named("trio") with { Name = "trio, unbroken", PauseBars = [0], TurnsAt = null },
        Named("flute") with { Name = "flute, unbroken", PauseBars = [0], Bpm = 106 },
    ];

    /// <summary>Drums, and tempi that change.</summary>
    public static IReadOnlyList<CallKind> Harder { get; } =
    [
        Named("trio") with { Name = "trio, drums", Drums = CallDrums.Swing },
        Named("piano") with { Name = "piano, drums", Drums = CallDrums.Rock, Bpm = 112 },
        Named("piano") with { Name = "piano, step", Tempo = CallTempo.Step },
        Named("bossa") with { Name = "bossa, slower", Tempo = CallTempo.Slower },
        Named("ballad") with { Name = "ballad, rubato", Tempo = CallTempo.Rubato },
    ];

    /// <summary>What plays the melody.</summary>
    public CallTimbre Lead { get; init; } = CallTimbre.Flute;

    /// <summary>Of the melody.</summary>
    public int LowKey { get; init; } = 60;

    public int HighKey { get; init; } = 84;

    /// <summary>Beats of a bar.</summary>
    public int Meter { get; init; } = 4;

    /// <summary>Eighths are two and one of three.</summary>
    public bool IsSwung { get; init; }

    public bool IsMinor { get; init; }

    /// <summary>Chords of four tones.</summary>
    public bool Sevenths { get; init; }

    /// <summary>Bars of a phrase.</summary>
    public int Bars { get; init; } = 4;

    /// <summary>Bars between phrases, in turn.</summary>
    public IReadOnlyList<int> PauseBars { get; init; } = [2, 2];

    /// <summary>Before which phrase the key changes all at once; null for never.</summary>
    public int? TurnsAt { get; init; }

    public CallDrums Drums { get; init; }

    public CallTempo Tempo { get; init; }

    /// <summary>One note at a time.</summary>
    public bool IsOneLine => Style == CallStyle.Line;

    private static CallKind Named(string name) => WithPauses.Single(kind => kind.Name == name);
}

/// <summary>How a call is accompanied.</summary>
internal enum CallStyle
{
    Line,
    Block,
    Broken,
    Trio,
    Chorale,
    Bossa,
    Waltz,
}

/// <summary>What plays a part.</summary>
internal enum CallTimbre
{
    Flute,
    Brass,
    Bowed,
    Reed,
    Piano,
    Vibes,
    Organ,
}

/// <summary>What the drums play.</summary>
internal enum CallDrums
{
    None,
    Rock,
    Swing,
}

/// <summary>How the tempo goes on.</summary>
internal enum CallTempo
{
    Steady,

    /// <summary>A tenth faster, from one beat to the next.</summary>
    Step,

    /// <summary>A fifth slower, by and by.</summary>
    Slower,

    /// <summary>No pulse for twelve beats, then steady.</summary>
    Rubato,
}
