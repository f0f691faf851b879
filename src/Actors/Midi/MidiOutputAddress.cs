namespace Antiphon.Midi;

/// <summary>The address of a MIDI output, such as <c>file:reply.mid</c>.</summary>
/// <param name="Scheme">What kind of output, in lower case, without the colon.</param>
/// <param name="Target">
/// What follows the colon: a path or a port name; empty for <c>null:</c>.
/// </param>
public sealed record MidiOutputAddress(string Scheme, string Target)
{
    private const string Known = "file:PATH or null:";
    private static readonly string[] Driven = ["file", "null"];
    private static readonly string[] Hardware = ["rtmidi", "jack", "raw"];

    /// <summary>Reads an address.</summary>
    /// <exception cref="MidiException">It has no scheme, an unknown one, or no target.</exception>
    public static MidiOutputAddress Parse(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
        {
            throw Refused(address, $"it needs a scheme; use {Known}");
        }

        var parsed = new MidiOutputAddress(
            address[..colon].ToLowerInvariant(), address[(colon + 1)..]);
        if (Hardware.Contains(parsed.Scheme))
        {
            throw Refused(
                address, $"this version does not drive hardware ports yet; use {Known}");
        }

        if (!Driven.Contains(parsed.Scheme))
        {
            throw Refused(address, $"'{parsed.Scheme}:' is not known; use {Known}");
        }

        return parsed.Scheme == "file" && string.IsNullOrWhiteSpace(parsed.Target)
            ? throw Refused(address, "it names no file; write file:reply.mid")
            : parsed;
    }

    public override string ToString() => $"{Scheme}:{Target}";

    private static MidiException Refused(string address, string why) =>
        new(MidiFault.Address, $"MIDI output '{address}' cannot be used: {why}.");
}
