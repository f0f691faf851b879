using Antiphon.Agent;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Time;

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
    : ITransportMoveVisitor<ValueTuple>
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
    public void Do(TransportMove move) => move.Accept(this);

    ValueTuple ITransportMoveVisitor<ValueTuple>.NoteQueued(NoteId id)
    {
        if (_planned.Remove(id, out var note))
        {
            transport.Plan(note);
        }

        return default;
    }

    ValueTuple ITransportMoveVisitor<ValueTuple>.ProgramQueued(ProgramPlanned program)
    {
        if (_programs.Remove(program))
        {
            transport.Plan(program);
        }

        return default;
    }

    ValueTuple ITransportMoveVisitor<ValueTuple>.NoteTakenBack(NoteId id, SampleTime now)
    {
        if (_withdrawn.Remove(id))
        {
            transport.Withdraw(id, now);
        }

        return default;
    }

    ValueTuple ITransportMoveVisitor<ValueTuple>.TimeMoved(SampleTime now)
    {
        transport.Advance(now);
        return default;
    }

    ValueTuple ITransportMoveVisitor<ValueTuple>.AllSilenced(SampleTime at, bool forGood)
    {
        if (forGood)
        {
            transport.Close(at);
        }
        else
        {
            transport.Panic(at);
        }

        return default;
    }
}
