using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Agent;

/// <summary>The numbers of each mode, and how long one is kept.</summary>
public sealed record ModesOptions
{
    [Range(0.0, 600.0)]
    [Description("Shortest stay in a mode, in seconds")]
    public double ShortestSeconds { get; init; } = 15;

    [Range(0.0, 600.0)]
    [Description("Longest stay in a mode, in seconds")]
    public double LongestSeconds { get; init; } = 45;

    [Range(0.0, 1.0)]
    [Description("How readily a call is let pass unanswered (never two in a row)")]
    public double SilenceWeight { get; init; } = 0.05;

    [Description("Plays along, close behind, sparsely, in the player's register")]
    public ModeOptions Shadow { get; init; } = new() { Density = 0.3, Temperature = 0.1 };

    [Description("Answers with the line upside down, below it")]
    public ModeOptions Mirror { get; init; } =
        new() { RegisterSemitones = -12, Density = 0.5, Temperature = 0.2 };

    [Description("Plays along in the player's pulse, above")]
    public ModeOptions Couple { get; init; } =
        new() { RegisterSemitones = 16, Density = 0.9, Temperature = 0.2 };

    [Description("Answers in the register and manner of what was heard")]
    public ModeOptions Imitate { get; init; } = new() { Weight = 0.6 };

    [Description("Answers in the other register, sparsely against much and densely against little")]
    public ModeOptions Contrast { get; init; } =
        new() { Weight = 0.35, RegisterSemitones = 19, Density = 0.3, Temperature = 0.6 };

    [Description("Goes its own way, densely, and begins by itself")]
    public ModeOptions Lead { get; init; } =
        new() { Weight = 0.2, RegisterSemitones = 10, Density = 1.3, Temperature = 0.8 };

    /// <summary>The options of a mode that sounds.</summary>
    /// <exception cref="ArgumentException">It is silence, which plays nothing.</exception>
    internal ModeOptions Of(Mode mode) => ModeTraits.Of(mode).Options(this);
}
