using Antiphon.Flow;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Something that a transport did: with the planned notes, all that what went out rests on. The
/// family is closed: a move that a visitor does not handle does not compile.
/// </summary>
public abstract record TransportMove
{
    private protected TransportMove()
    {
    }

    /// <summary>Hands the move to its method of the visitor.</summary>
    public abstract T Accept<T>(ITransportMoveVisitor<T> visitor);
}

/// <summary>Something that is done with a <see cref="TransportMove"/>, move by move.</summary>
/// <typeparam name="T">What comes of it.</typeparam>
public interface ITransportMoveVisitor<out T>
{
    T NoteQueued(NoteId id);

    T ProgramQueued(ProgramPlanned program);

    /// <param name="now">How far time had moved on.</param>
    T NoteTakenBack(NoteId id, SampleTime now);

    T TimeMoved(SampleTime now);

    /// <param name="forGood">Nothing sounds after it.</param>
    T AllSilenced(SampleTime at, bool forGood);
}

/// <summary>A planned note was queued.</summary>
public sealed record NoteQueued(NoteId Id) : TransportMove
{
    public override T Accept<T>(ITransportMoveVisitor<T> visitor) => visitor.NoteQueued(Id);
}

/// <summary>A change of instrument was queued.</summary>
public sealed record ProgramQueued(ProgramPlanned Program) : TransportMove
{
    public override T Accept<T>(ITransportMoveVisitor<T> visitor) =>
        visitor.ProgramQueued(Program);
}

/// <summary>A waiting note was taken out, or a sounding one is to end at once.</summary>
/// <param name="Now">How far time had moved on.</param>
public sealed record NoteTakenBack(NoteId Id, SampleTime Now) : TransportMove
{
    public override T Accept<T>(ITransportMoveVisitor<T> visitor) =>
        visitor.NoteTakenBack(Id, Now);
}

/// <summary>Time moved on, and something was sent.</summary>
public sealed record TimeMoved(SampleTime Now) : TransportMove
{
    public override T Accept<T>(ITransportMoveVisitor<T> visitor) => visitor.TimeMoved(Now);
}

/// <summary>Everything was silenced.</summary>
/// <param name="ForGood">Nothing sounds after it.</param>
public sealed record AllSilenced(SampleTime At, bool ForGood) : TransportMove
{
    public override T Accept<T>(ITransportMoveVisitor<T> visitor) =>
        visitor.AllSilenced(At, ForGood);
}

/// <summary>The notes of one answer are in the hands of the transport.</summary>
/// <param name="Notes">How many, from 0.</param>
public sealed record NotesScheduled(Place Place, int Notes) : Slot(Place);
