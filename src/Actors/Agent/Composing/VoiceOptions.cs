using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Agent;

/// <summary>What one line of the agent may play.</summary>
public sealed record VoiceOptions : IValidatableObject
{
    [Range(0, 127)]
    [Description("Lowest MIDI key of the voice (60 is middle C)")]
    public int LowestKey { get; init; } = 50;

    [Range(0, 127)]
    [Description("Highest MIDI key of the voice; at least an octave above the lowest")]
    public int HighestKey { get; init; } = 93;

    [Range(0.1, 20.0)]
    [Description("Most notes a second, on average over a phrase")]
    public double NotesPerSecond { get; init; } = 5;

    [Range(0.1, 8.0)]
    [Description("Longest note, in seconds")]
    public double LongestNoteSeconds { get; init; } = 3;

    [Range(1, 127)]
    [Description("Softest velocity")]
    public int SoftestVelocity { get; init; } = 24;

    [Range(1, 127)]
    [Description("Loudest velocity")]
    public int LoudestVelocity { get; init; } = 112;

    [Range(0.0, 1.0)]
    [Description("Chance of each note to be played at all")]
    public double PlayShare { get; init; } = 1;

    [Range(0.0, 600.0)]
    [Description("How long the voice takes part, on average, in seconds; 0: always")]
    public double ActiveSeconds { get; init; }

    [Range(0.0, 600.0)]
    [Description("How long it then listens, on average, in seconds")]
    public double ListeningSeconds { get; init; } = 10;

    /// <summary>
    /// The key of the same pitch class inside the range; the nearest edge if there is none.
    /// </summary>
    public int Fold(double key)
    {
        var folded = (int)Math.Round(key);
        folded += folded < LowestKey ? 12 * ((LowestKey - folded + 11) / 12) : 0;
        folded -= folded > HighestKey ? 12 * ((folded - HighestKey + 11) / 12) : 0;
        return Math.Clamp(folded, LowestKey, HighestKey);
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LowestKey > HighestKey)
        {
            yield return new ValidationResult(
                $"lowestKey {LowestKey} is above highestKey {HighestKey}: swap them.",
                [nameof(LowestKey)]);
        }

        if (SoftestVelocity > LoudestVelocity)
        {
            yield return new ValidationResult(
                $"softestVelocity {SoftestVelocity} is above loudestVelocity {LoudestVelocity}: "
                + "swap them.",
                [nameof(SoftestVelocity)]);
        }
    }
}
