using Antiphon.Agent;
using Antiphon.Midi;

namespace Antiphon.Replay;

/// <summary>
/// A session's transport again, with the notes of the replayed mind: it does what it did, at the
/// times at which it did it, so that what was late, let go or cut off is so again.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="transport">One of the kind that the session had.</param>
/// <param name="isVirtual">Whether it ran on a virtual clock.</param>
public sealed class ReplayedTransport(MidiTransport transport, bool isVirtual)
{
    private readonly Dictionary<NoteId, NotePlanned> _planned = [];

    /// <summary>The first note that the session sounded and that is not planned now.</summary>
    public NoteId? Missing { get; private set; }

    /// <summary>Takes in what was decided.</summary>
    public void Take(AgentDecided decided)
    {
        foreach (var note in decided.Notes)
        {
            _planned[note.Id] = note;
        }
    }

    /// <summary>Does what the session's did.</summary>
    public void Do(TransportMove move)
    {
        switch (move)
        {
            case NoteQueued queued when _planned.Remove(queued.Id, out var note):
                transport.Plan(note);
                break;
            case NoteQueued queued:
                Missing ??= queued.Id;
                break;
            case ProgramQueued queued:
                transport.Plan(queued.Program);
                break;
            case NoteTakenBack back:
                TakeBack(back);
                break;
            case TimeMoved moved:
                transport.Advance(moved.Now);
                break;
            case AllSilenced { ForGood: true } silenced:
                transport.Close(silenced.At);
                break;
            case AllSilenced silenced:
                transport.Panic(silenced.At);
                break;
        }
    }

    // On a virtual clock a note is cut off at the time that had been reached, with or without a
    // note to send then.
    private void TakeBack(NoteTakenBack back)
    {
        if (isVirtual)
        {
            transport.Advance(back.Now);
        }

        transport.Withdraw(back.Id);
    }
}
