using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Hears a MIDI keyboard on the sample clock: moments become sample times, keys become notes.
/// Before the clock is set, nothing is heard.
/// </summary>
/// <param name="clock">Turns moments into sample times.</param>
/// <param name="pressed">Told of every key that goes down; must neither wait nor throw.</param>
/// <param name="tell">
/// Told of every note when its key comes up; must neither wait nor throw.
/// </param>
public sealed class KeyboardInput(
    SampleClock clock, Action<KeyPressed> pressed, Action<NoteHeard> tell) : IMidiListener
{
    private readonly NoteAssembler _ear = new();

    public void Hear(MidiHeard heard)
    {
        if (clock.IsAnchored)
        {
            var at = clock.At(heard.Timestamp);
            Tell(_ear.Hear(heard.Event, at));
            if (heard.Event.IsNoteOn)
            {
                pressed(new KeyPressed(at, heard.Event.Data1, heard.Event.Data2));
            }
        }
    }

    public void Lost(long timestamp)
    {
        if (clock.IsAnchored)
        {
            Tell(_ear.Release(clock.At(timestamp)));
        }
    }

    private void Tell(IReadOnlyList<NoteHeard> notes)
    {
        foreach (var note in notes)
        {
            tell(note);
        }
    }
}
