namespace Antiphon.Agent;

/// <summary>What a line costs, by what it costs it; the least wins.</summary>
/// <param name="Harmony">Tones outside the chord, by the metre's weight.</param>
/// <param name="Form">Distance from what the form asks for.</param>
/// <param name="Motion">Leaps, leaps that are not made good, tones that stay.</param>
/// <param name="Strangeness">Tones that the player has not used of late.</param>
/// <param name="Clash">Semitones and tritones against what sounds.</param>
/// <param name="Range">Distance from the middle of its register.</param>
internal readonly record struct LineCosts(
    double Harmony, double Form, double Motion, double Strangeness, double Clash, double Range)
{
    public double Sum => Harmony + Form + Motion + Strangeness + Clash + Range;

    public static LineCosts operator +(LineCosts a, LineCosts b) => new(
        a.Harmony + b.Harmony,
        a.Form + b.Form,
        a.Motion + b.Motion,
        a.Strangeness + b.Strangeness,
        a.Clash + b.Clash,
        a.Range + b.Range);
}

/// <summary>How much each thing costs a line.</summary>
internal sealed record LineWeights
{
    private const double SureChord = 0.7;
    private const double StrangeOfUnsure = 4;

    /// <summary>The less sure the chord is, the more counts what the player used.</summary>
    /// <param name="chord">How sure it is, 0 (none is known)…1.</param>
    public static LineWeights Over(double chord)
    {
        var weights = new LineWeights();
        var doubt = 1 - Math.Min(1, chord / SureChord);
        return weights with { Strange = weights.Strange * (1 + StrangeOfUnsure * doubt) };
    }

    /// <summary>A tone outside the chord on the first beat of a bar.</summary>
    public double StrongOutside { get; init; } = 1.4;

    /// <summary>A tone outside the chord between the beats.</summary>
    public double WeakOutside { get; init; } = 0.12;

    /// <summary>A tone outside the chord that is left by a leap.</summary>
    public double Unresolved { get; init; } = 0.9;

    /// <summary>A degree away from what the form asks for.</summary>
    public double Place { get; init; } = 0.7;

    /// <summary>A degree by which a step differs from the form's step.</summary>
    public double Shape { get; init; } = 3;

    /// <summary>Each degree of a leap behind the first.</summary>
    public double Leap { get; init; } = 0.25;

    /// <summary>A leap of a sixth or more.</summary>
    public double WideLeap { get; init; } = 2.6;

    /// <summary>Each degree of a leap to the last note behind the first.</summary>
    public double Approach { get; init; } = 0.5;

    /// <summary>The same tone again.</summary>
    public double Stay { get; init; } = 0.9;

    /// <summary>A leap that is not made good by a step back.</summary>
    public double Recovery { get; init; } = 0.7;

    /// <summary>A tone that the player has not used of late.</summary>
    public double Strange { get; init; } = 0.9;

    /// <summary>A semitone against what sounds.</summary>
    public double Clash { get; init; } = 1.5;

    /// <summary>A degree away from the middle of the register.</summary>
    public double Range { get; init; } = 0.05;

    /// <summary>The most that chance adds to a tone.</summary>
    public double Chance { get; init; } = 0.05;
}
