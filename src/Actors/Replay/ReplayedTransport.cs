using Antiphon.Agent;
using Antiphon.Midi;
using Antiphon.Notes;

namespace Antiphon.Replay;

/// <summary>
/// A session's transport again, with what the replayed mind decides: it does what it did, at the
/// times at which it did it, so that what was late, let go or cut off is so again.
/// </summary>
/// <remarks>
/// What the mind does not decide any more is not done: the reply is then another. Not thread-safe.
/// </remarks>
/// <param name="transport">One of the kind that the session had.</param>
public sealed class ReplayedTransport(MidiTransport transport)
{
    private readonly Dictionary<NoteId, NotePlanned> _planned = [];
    private readonly HashSet<NoteId> _withdrawn = [];
    private readonly List<ProgramPlanned> _programs = [];

    /// <summary>Takes in what was decided.</summary>
    public void Take(AgentDecided decided)
    {
        foreach (var note in decided.Notes)
        {
            _planned[note.Id] = note;
        }

        _withdrawn.UnionWith(decided.Withdrawn);
        _programs.AddRange(decided.Programs);
    }

    /// <summary>Does what the session's did.</summary>
    public void Do(TransportMove move)
    {
        switch (move)
        {
            case NoteQueued queued when _planned.Remove(queued.Id, out var note):
                transport.Plan(note);
                break;
            case ProgramQueued queued when _programs.Remove(queued.Program):
                transport.Plan(queued.Program);
                break;
            case NoteTakenBack back when _withdrawn.Remove(back.Id):
                transport.Withdraw(back.Id, back.Now);
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
}
