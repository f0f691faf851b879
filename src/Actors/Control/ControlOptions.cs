using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Control;

/// <summary>How a performer reaches the rig while it plays.</summary>
public sealed record ControlOptions : IValidatableObject
{
    [Description("Controllers and what they do: \"64\": \"mute\", or for channel 2 alone "
        + "\"2/20\": \"agent.modes.contrast.weight 0.2 to 0.8\"; a pedal is down from 64 on")]
    public CcAssignments Cc { get; init; } = new() { ["67"] = "mute", ["66"] = "panic" };

    [Range(0, 65_535)]
    [Description("UDP port that OSC commands are heard on; 0 hears none")]
    public int OscInputPort { get; init; }

    [Description("Address that OSC is heard on; 0.0.0.0 hears the whole network")]
    public string OscInputAddress { get; init; } = "127.0.0.1";

    [Range(0, 65_535)]
    [Description("UDP port that OSC is sent to, for lights and visuals; 0 sends none")]
    public int OscOutputPort { get; init; }

    [Description("Address that OSC is sent to")]
    public string OscOutputAddress { get; init; } = "127.0.0.1";

    [Range(1, 1_000)]
    [Description("Most OSC packets sent in a second; what is more is left out and counted")]
    public int OscPacketsPerSecond { get; init; } = 100;

    [Range(1, 4_096)]
    [Description("OSC commands that may wait for their time; when full, a later one is refused")]
    public int OscMaxWaiting { get; init; } = 256;

    [Range(1.0, 3_600.0)]
    [Description("An OSC bundle for a time further ahead is refused, in seconds")]
    public double OscFarthestSeconds { get; init; } = 60;

    [Description("Folder of presets; empty: presets in the state folder")]
    public string PresetsFolder { get; init; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FaultOfCc() is { } fault)
        {
            yield return new ValidationResult(fault, [nameof(Cc)]);
        }

        foreach (var address in new[] { OscInputAddress, OscOutputAddress })
        {
            if (!System.Net.IPAddress.TryParse(address, out _))
            {
                yield return new ValidationResult(
                    $"'{address}' is no IP address; write one such as 127.0.0.1.");
            }
        }
    }

    private string? FaultOfCc()
    {
        try
        {
            CcBinding.Read(Cc);
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }
}
