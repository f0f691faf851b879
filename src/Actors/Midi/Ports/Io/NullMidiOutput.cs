using Antiphon.Time;

namespace Antiphon.Midi.Io;

/// <summary>An output that nobody hears.</summary>
public sealed class NullMidiOutput : IMidiOutput
{
    public string Name => "null:";

    public void Send(MidiEvent e, SampleTime due)
    {
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
