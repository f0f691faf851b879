namespace Antiphon.Midi.Io;

/// <summary>
/// A port of the system's MIDI (ALSA, CoreMIDI, Windows) or of JACK through RtMidi. Events go out
/// when they are sent; on JACK, that rounds them up to the period, which <c>jack:</c> does not.
/// </summary>
internal sealed class RtMidiWire(string target, TimeProvider time) : IMidiWire
{
    private readonly RtMidiDevice _device = RtMidiDevice.Open(target, isOutput: true, time);

    public bool SoundsAtDue => false;

    public string? Remark => $"on {_device.System}";

    public void Send(MidiEvent e, long due)
    {
        Span<byte> bytes = stackalloc byte[3];
        _device.Send(bytes[..e.CopyTo(bytes)]);
    }

    public bool IsAlive() => _device.IsAlive();

    public void Drain() => _device.Drain();

    public void Dispose() => _device.Dispose();
}
