using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Agent;

/// <summary>How readily a mode is chosen, and what it does to a line.</summary>
public sealed record ModeOptions
{
    [Range(0.0, 1.0)]
    [Description("How readily it is chosen")]
    public double Weight { get; init; } = 0.5;

    [Range(-36.0, 36.0)]
    [Description("Where its line lies against the player's, in semitones")]
    public double RegisterSemitones { get; init; }

    [Range(0.05, 2.0)]
    [Description("Share of the notes it finds, and of a voice's most a second, that it plays")]
    public double Density { get; init; } = 1;

    [Range(0.02, 2.0)]
    [Description("How freely it chooses among places in memory: low takes the best")]
    public double Temperature { get; init; } = 0.3;
}
