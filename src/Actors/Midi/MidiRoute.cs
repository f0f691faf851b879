using System.Globalization;
using System.Text.RegularExpressions;
using Antiphon.Notes;

namespace Antiphon.Midi;

/// <summary>
/// What goes to a port: <c>jack:Synth</c> gets everything, <c>bass=jack:Synth</c> the bass alone,
/// <c>bass@10=jack:Synth</c> the bass on channel 10.
/// </summary>
/// <param name="Address">The port.</param>
/// <param name="Voice">The voice that goes there; null for all.</param>
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

        if (!Enum.TryParse<Voice>(match.Groups["voice"].Value, ignoreCase: true, out var voice)
            || !Enum.IsDefined(voice) || char.IsDigit(text[0]))
        {
            throw Refused(text, "the voices are melody, bass and chords, as in bass@10=jack:Synth");
        }

        return new MidiRoute(
            MidiAddress.ParseOutput(text[match.Length..]), voice, ChannelOf(match, text));
    }

    private static int? ChannelOf(Match match, string text)
    {
        if (match.Groups["channel"] is not { Success: true } digits)
        {
            return null;
        }

        return int.TryParse(
            digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var channel)
            && channel is >= 1 and <= 16
                ? channel
                : throw Refused(text, "channels are numbered 1 to 16");
    }

    private static MidiException Refused(string text, string why) =>
        new(MidiFault.Address, $"MIDI output '{text}' cannot be used: {why}.");

    [GeneratedRegex(@"^(?<voice>[^:=@]*)(@(?<channel>[^:=]*))?=")]
    private static partial Regex Prefix();
}
