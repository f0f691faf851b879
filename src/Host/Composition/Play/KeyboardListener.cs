using Antiphon.Midi;

namespace Antiphon.Host.Composition;

/// <summary>
/// Hears a MIDI input twice: its keys as a second player, its controllers as commands.
/// </summary>
internal sealed class KeyboardListener(IMidiListener ear, Controls controls) : IMidiListener
{
    public void Hear(MidiHeard heard)
    {
        ear.Hear(heard);
        controls.Hear(heard.Event);
    }

    public void Lost(long timestamp) => ear.Lost(timestamp);
}
