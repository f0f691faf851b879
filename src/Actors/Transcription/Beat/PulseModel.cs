namespace Antiphon.Transcription;

/// <summary>What <see cref="PulseFilter"/> believes of how music is struck.</summary>
internal sealed record PulseModel
{
    public static PulseModel Default { get; } = new();

    /// <summary>Shortest beat, s.</summary>
    public double ShortestSeconds { get; init; } = 0.28;

    /// <summary>Longest beat, s.</summary>
    public double LongestSeconds { get; init; } = 1.45;

    /// <summary>How many tempi, evenly apart in their logarithm.</summary>
    public int Tempi { get; init; } = 72;

    /// <summary>How many places in a beat.</summary>
    public int Phases { get; init; } = 96;

    /// <summary>How far around its place an attack falls: one standard deviation, s.</summary>
    public double SpreadSeconds { get; init; } = 0.02;

    /// <summary>How likely an attack is anywhere else, 1 for a beat's place.</summary>
    public double Elsewhere { get; init; } = 0.06;

    /// <summary>How likely an attack is on a half of a beat, 1 for a beat.</summary>
    public double Half { get; init; } = 0.6;

    /// <summary>How likely an attack is on a quarter, 1 for a beat.</summary>
    public double Quarter { get; init; } = 0.3;

    /// <summary>How likely an attack is on the second of three, 1 for a beat.</summary>
    public double Second { get; init; } = 0.35;

    /// <summary>How likely an attack is on the last of three, 1 for a beat.</summary>
    public double Third { get; init; } = 0.6;

    /// <summary>A longer beat gives fewer places: the exponent that pays it back.</summary>
    public double Coverage { get; init; } = 0.25;

    /// <summary>Each beat without an attack takes e to this power.</summary>
    public double Missing { get; init; } = 0.5;

    /// <summary>The beat to expect before anything is heard, s.</summary>
    public double CentreSeconds { get; init; } = 0.52;

    /// <summary>One standard deviation around it, octaves.</summary>
    public double WidthOctaves { get; init; } = 0.7;

    /// <summary>How much a tempo mixes with its neighbours in a second, 0…1.</summary>
    public double DriftPerSecond { get; init; } = 0.06;

    /// <summary>How likely the tempo jumps from one attack to the next, 0…1.</summary>
    public double Jump { get; init; } = 0.03;

    /// <summary>How far it then jumps: one standard deviation of the logarithm.</summary>
    public double JumpWidth { get; init; } = 0.15;

    /// <summary>How much of a jump goes to tempi near by; the rest starts anew.</summary>
    public double JumpNear { get; init; } = 0.7;

    /// <summary>How likely straight turns to triple from one attack to the next.</summary>
    public double Turn { get; init; } = 0.01;
}
