using System.Globalization;
using System.Text.RegularExpressions;
using Antiphon.Notes;

namespace Antiphon.Midi;

/// <summary>
/// What goes to a port: <c>jack:Synth</c> gets everything, <c>bass=jack:Synth</c> the bass alone,
/// <c>bass@10=jack:Synth</c> the bass on channel 10.
/// </summary>
/// <param name="Address">The port.</param>
/// <param name="Voice">The voice that goes there; null for both.</param>
/// <param name="Channel">The channel it has there, 1…16; null for that of the settings.</param>
public sealed partial record MidiRoute(MidiAddress Address, Voice? Voice, int? Channel)
{
    /// <summary>Reads a route.</summary>
    /// <exception cref="MidiException">The address or the channel cannot be used.</exception>
    public static MidiRoute Parse(string text)
    {
        var match = Prefix().Match(text);
        if (!match.Success)
        {
            return new MidiRoute(MidiAddress.ParseOutput(text), null, null);
        }

        var channel = match.Groups["channel"] is { Success: true } digits
            ? int.Parse(digits.Value, CultureInfo.InvariantCulture)
            : (int?)null;
        if (channel is < 1 or > 16)
        {
            throw new MidiException(
                MidiFault.Address,
                $"MIDI output '{text}' cannot be used: channels are numbered 1 to 16.");
        }

        return new MidiRoute(
            MidiAddress.ParseOutput(text[match.Length..]),
            Enum.Parse<Voice>(match.Groups["voice"].Value, ignoreCase: true),
            channel);
    }

    [GeneratedRegex(@"^(?<voice>melody|bass)(@(?<channel>\d{1,3}))?=", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();
}
