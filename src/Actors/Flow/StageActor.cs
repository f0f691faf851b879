using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Antiphon.Flow;

/// <summary>
/// A stage of the rig: hears <see cref="Work"/>, and answers every one with exactly one slot.
/// What fails, comes late or is passed by is answered with a <see cref="Gap"/>.
/// </summary>
/// <typeparam name="TSlot">
/// The slot it works on; gaps and the end of the input it passes on.
/// </typeparam>
/// <param name="context">What all stages share.</param>
public abstract class StageActor<TSlot>(StageContext context) : UntypedActor
    where TSlot : Slot
{
    /// <summary>
    /// Works on one slot. What it throws is answered with a gap, and the supervisor has the actor
    /// begin anew.
    /// </summary>
    protected abstract Slot Process(TSlot slot);

    /// <summary>
    /// Learns that a stretch was lost before this stage; state must not reach across it.
    /// </summary>
    protected virtual Slot Pass(Gap gap) => gap;

    /// <summary>Learns that nothing more will come.</summary>
    protected virtual Slot Pass(InputEnded ended) => ended;

    /// <summary>Hears anything that is not a slot; false when it is not for this actor.</summary>
    protected virtual bool Hear(object message) => false;

    protected sealed override void OnReceive(object message)
    {
        if (message is Work work)
        {
            AnswerOnce(work);
        }
        else if (!Hear(message))
        {
            Unhandled(message);
        }
    }

    // Whatever the supervisor makes of the failure: the slot is answered first.
    private void AnswerOnce(Work work)
    {
        try
        {
            Sender.Tell(Answer(work));
        }
        catch (Exception e)
        {
            Sender.Tell(new Gap(work.Slot.Place, $"{Self.Path.Name} failed: {e.Message}"));
            throw;
        }
    }

    private Slot Answer(Work work) => work.Slot switch
    {
        Gap gap => Pass(gap),
        InputEnded ended => Pass(ended),
        _ when IsLate(work) => Pass(new Gap(work.Slot.Place, $"{Self.Path.Name} was too late")),
        TSlot slot => Work(slot),
        var other => throw new ArgumentException($"a {other.GetType().Name} is not for this stage"),
    };

    private Slot Work(TSlot slot)
    {
        context.BeforeWork?.Invoke(slot);
        return Process(slot);
    }

    private bool IsLate(Work work) =>
        work.DeadlineTimestamp is { } deadline && context.Time.GetTimestamp() > deadline;
}

/// <summary>A slot on its way into a stage.</summary>
/// <param name="Slot">What is to be worked on.</param>
/// <param name="DeadlineTimestamp">
/// Monotonic timestamp after which nobody waits for the answer any more, so that it is answered
/// with a gap unprocessed; null in freewheel, where nothing is ever late.
/// </param>
public sealed record Work(Slot Slot, long? DeadlineTimestamp);

/// <summary>What every stage is given besides its own work.</summary>
/// <param name="Time">Judges deadlines.</param>
/// <param name="Log">For what a stage deals with itself; what it throws is logged for it.</param>
/// <param name="BeforeWork">
/// Fault injection: called with each slot before a stage works on it. It may throw or block, and so
/// show what the rig makes of it. Null outside tests.
/// </param>
public sealed record StageContext(
    TimeProvider Time, ILogger Log, Action<Slot>? BeforeWork = null);
