namespace Antiphon.Midi.Io;

/// <summary>Opens MIDI inputs by address.</summary>
public static class MidiInputs
{
    /// <summary>Opens an input and carries what it hears; the caller disposes it.</summary>
    /// <param name="address">Such as <c>jack:Keyboard</c>.</param>
    /// <param name="listener">Hears everything.</param>
    /// <param name="time">The monotonic clock.</param>
    /// <exception cref="MidiException">
    /// The address cannot be used, or the port is not there.
    /// </exception>
    public static MidiInputPump Open(string address, IMidiListener listener, TimeProvider time)
    {
        var parsed = MidiAddress.ParseInput(address);
        return new MidiInputPump(
            parsed.ToString(),
            () => parsed.Scheme switch
            {
                "jack" => new JackMidiInput(parsed.Target, time),
                "rtmidi" => new RtMidiInput(parsed.Target, time),
                "raw" => new RawMidiInput(parsed.Target, time),
                var other => throw new ArgumentException($"no input is opened for '{other}:'"),
            },
            listener,
            time);
    }
}
