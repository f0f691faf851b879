namespace Antiphon.Midi;

/// <summary>Address of a MIDI port, such as <c>jack:Synth</c> or <c>file:reply.mid</c>.</summary>
/// <param name="Scheme">What kind of port, in lower case, without the colon.</param>
/// <param name="Target">
/// What follows the colon: a path, or a port's name or a part of it. Empty for <c>null:</c>, and
/// for a <c>jack:</c> or <c>rtmidi:</c> port that others connect to.
/// </param>
public sealed record MidiAddress(string Scheme, string Target)
{
    /// <summary>Outputs, as a person reads it.</summary>
    public const string Outputs = "rtmidi:NAME, jack:NAME, raw:PATH, file:PATH or null:";

    /// <summary>Inputs, as a person reads it.</summary>
    public const string Inputs = "rtmidi:NAME, jack:NAME or raw:PATH";

    /// <summary>Schemes of ports at which somebody plays or listens now.</summary>
    public static IReadOnlyList<string> InputSchemes { get; } = ["rtmidi", "jack", "raw"];

    /// <summary>Schemes that an output may have.</summary>
    public static IReadOnlyList<string> OutputSchemes { get; } = [.. InputSchemes, "file", "null"];

    /// <summary>True for a port at which somebody listens or plays now.</summary>
    public bool IsLive => InputSchemes.Contains(Scheme);

    /// <summary>Reads the address of an output.</summary>
    /// <exception cref="MidiException">It has no scheme, an unknown one, or no target.</exception>
    public static MidiAddress ParseOutput(string address) =>
        Parse("output", address, Outputs, OutputSchemes);

    /// <summary>Reads the address of an input.</summary>
    /// <exception cref="MidiException">It has no scheme, an unknown one, or no target.</exception>
    public static MidiAddress ParseInput(string address) =>
        Parse("input", address, Inputs, InputSchemes);

    public override string ToString() => $"{Scheme}:{Target}";

    private static MidiAddress Parse(
        string kind, string address, string known, IReadOnlyList<string> schemes)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
        {
            throw Refused(kind, address, $"it needs a scheme; use {known}");
        }

        var parsed = new MidiAddress(address[..colon].ToLowerInvariant(), address[(colon + 1)..]);
        if (!schemes.Contains(parsed.Scheme))
        {
            throw Refused(kind, address, $"'{parsed.Scheme}:' is not known; use {known}");
        }

        if (!string.IsNullOrWhiteSpace(parsed.Target))
        {
            return parsed;
        }

        return parsed.Scheme switch
        {
            "file" => throw Refused(kind, address, "it names no file; write file:reply.mid"),
            "raw" => throw Refused(kind, address, "it names no port; write raw:/dev/snd/midiC1D0"),
            _ => parsed,
        };
    }

    private static MidiException Refused(string kind, string address, string why) =>
        new(MidiFault.Address, $"MIDI {kind} '{address}' cannot be used: {why}.");
}
