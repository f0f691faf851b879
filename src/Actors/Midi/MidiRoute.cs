using System.Globalization;
using System.Text.RegularExpressions;
using Antiphon.Notes;

namespace Antiphon.Midi;

/// <summary>
/// What goes to a port: <c>jack:Synth</c> gets everything, <c>bass=jack:Synth</c> the bass alone,
/// <c>bass@10=jack:Synth</c> the bass on channel 10. <c>+25ms=jack:Synth</c> and
/// <c>bass@10+25ms=jack:Synth</c> name an instrument that sounds 25 ms after it is told.
/// </summary>
/// <param name="Address">The port.</param>
/// <param name="Voice">The voice that goes there; null for all.</param>
/// <param name="Channel">The channel it has there, 1…16; null for that of the settings.</param>
/// <param name="LatencyMs">
/// From an event to its sound, in ms, so much earlier it leaves, 0…<see cref="MostLatencyMs"/>;
/// null where nothing is said.
/// </param>
public sealed partial record MidiRoute(
    MidiAddress Address, Voice? Voice, int? Channel, double? LatencyMs = null)
{
    /// <summary>No instrument is slower than this, in ms.</summary>
    public const double MostLatencyMs = 500;

    /// <summary>Reads a route.</summary>
    /// <exception cref="MidiException">The address or the channel cannot be used.</exception>
    public static MidiRoute Parse(string text)
    {
        var match = Prefix().Match(text);
        if (!match.Success)
        {
            return new MidiRoute(MidiAddress.ParseOutput(text), null, null);
        }

        var address = MidiAddress.ParseOutput(text[match.Length..]);
        var latency = LatencyOf(match, text, address);
        if (latency is not null && match.Groups["voice"].Length == 0
            && !match.Groups["channel"].Success)
        {
            return new MidiRoute(address, null, null, latency);
        }

        if (!Enum.TryParse<Voice>(match.Groups["voice"].Value, ignoreCase: true, out var voice)
            || !Enum.IsDefined(voice) || char.IsDigit(text[0]))
        {
            throw Refused(text, "the voices are melody, bass and chords, as in bass@10=jack:Synth");
        }

        return new MidiRoute(address, voice, ChannelOf(match, text), latency);
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

    private static double? LatencyOf(Match match, string text, MidiAddress address)
    {
        if (match.Groups["latency"] is not { Success: true } number)
        {
            return null;
        }

        if (!address.IsLive)
        {
            throw Refused(text, $"{address} sounds nothing that could be late");
        }

        return double.TryParse(
            number.Value.EndsWith("ms", StringComparison.Ordinal) ? number.Value[..^2] : "",
            NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ms)
            && ms <= MostLatencyMs
                ? ms
                : throw Refused(
                    text,
                    $"how late it sounds is 0 to {MostLatencyMs} ms, as in +25ms=jack:Synth");
    }

    private static MidiException Refused(string text, string why) =>
        new(MidiFault.Address, $"MIDI output '{text}' cannot be used: {why}.");

    [GeneratedRegex(@"^(?<voice>[^:=@+]*)(@(?<channel>[^:=+]*))?(\+(?<latency>[^:=]*))?=")]
    private static partial Regex Prefix();
}
