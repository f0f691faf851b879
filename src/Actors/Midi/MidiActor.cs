using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Hears: <see cref="AgentDecided"/>. Says: <see cref="NotesScheduled"/>; the transport says
/// <see cref="NoteSounded"/> when a note goes out.
/// Bound: the transport's queue.
/// On failure: the notes of one answer are lost. The transport and its ledger survive, with notes
/// already planned and every note-off.
/// </summary>
/// <param name="transport">Holds planned and sounding notes.</param>
/// <param name="virtualClock">
/// True in freewheel: the agent's watermark is the time. Otherwise the deadline thread drives it.
/// </param>
public sealed class MidiActor(MidiTransport transport, bool virtualClock, StageContext context)
    : StageActor<AgentDecided>(context)
{
    protected override Slot Process(AgentDecided slot)
    {
        foreach (var note in slot.Notes)
        {
            transport.Plan(note);
        }

        foreach (var program in slot.Programs)
        {
            transport.Plan(program);
        }

        foreach (var withdrawn in slot.Withdrawn)
        {
            transport.Withdraw(withdrawn);
        }

        // After the last answer nobody brings the time any further: let what was planned ring out.
        AdvanceTo(slot.IsLast ? transport.LastEnd + new SampleCount(1) : slot.Watermark);
        return new NotesScheduled(slot.Place, slot.Notes.Length);
    }

    private void AdvanceTo(SampleTime now)
    {
        if (virtualClock)
        {
            transport.Advance(now);
        }
    }
}
