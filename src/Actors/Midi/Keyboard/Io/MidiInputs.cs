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
        return Carry(parsed, OpenPort(parsed, time), listener, time);
    }

    /// <summary>Opens the port that an address names; the caller disposes it.</summary>
    /// <exception cref="MidiException">The port is not there.</exception>
    public static IMidiInput OpenPort(MidiAddress address, TimeProvider time) =>
        address.Scheme switch
        {
            "jack" => new JackMidiInput(address.Target, time),
            "rtmidi" => new RtMidiInput(address.Target, time),
            "raw" => new RawMidiInput(address.Target, time),
            var other => throw new ArgumentException($"no input is opened for '{other}:'"),
        };

    /// <summary>Carries what an open port hears, and opens it again when it is lost.</summary>
    /// <param name="open">The port as it is open; it goes with the pump.</param>
    public static MidiInputPump Carry(
        MidiAddress address, IMidiInput open, IMidiListener listener, TimeProvider time)
    {
        IMidiInput? first = open;
        return new MidiInputPump(
            address.ToString(),
            () => Interlocked.Exchange(ref first, null) ?? OpenPort(address, time),
            listener,
            time);
    }
}
