namespace Antiphon.Midi.Io;

/// <summary>Opens MIDI outputs by address.</summary>
public static class MidiOutputs
{
    /// <summary>Opens the output that an address names; the caller disposes it.</summary>
    /// <param name="address"><c>file:PATH</c> or <c>null:</c>.</param>
    /// <param name="options">How the reply is sent.</param>
    /// <exception cref="MidiException">
    /// The address cannot be used, or the file not written.
    /// </exception>
    public static IMidiOutput Open(string address, MidiOptions options)
    {
        var parsed = MidiOutputAddress.Parse(address);
        return parsed.Scheme == "file"
            ? new FileMidiOutput(parsed.Target, options)
            : new NullMidiOutput();
    }
}
