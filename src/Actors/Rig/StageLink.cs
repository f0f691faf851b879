using Akka.Actor;
using Antiphon.Flow;

namespace Antiphon.Rig;

/// <summary>
/// A stage as the stream sees it: one slot in, exactly one slot out, whatever becomes of the actor.
/// The stream itself therefore never fails, and never loses an element.
/// </summary>
/// <remarks>
/// An actor that throws answers with a gap itself. A time-out or a stopped actor is turned into a
/// gap here. The supervisor hands in every new incarnation through <see cref="Replace"/>.
/// </remarks>
/// <param name="meter">Counts what passes.</param>
/// <param name="time">Measures work and judges time-outs.</param>
/// <param name="stageTimeout">How long an answer may take; null waits for ever (freewheel).</param>
/// <param name="lost">Told of every slot that was lost in this stage.</param>
/// <param name="endHungWork">
/// Called at each time-out, to end work that can be ended from outside.
/// </param>
public sealed class StageLink(
    StageMeter meter,
    TimeProvider time,
    TimeSpan? stageTimeout,
    Action<string, Gap> lost,
    Action? endHungWork = null)
{
    private readonly TaskCompletionSource _hired =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile Incarnation _incarnation = new(ActorRefs.Nobody);
    private long? _unansweredSince;

    public StageMeter Meter { get; } = meter;

    public IActorRef Actor => _incarnation.Actor;

    /// <summary>How long the stage has failed to answer; zero when its last answer came.</summary>
    public TimeSpan Silence =>
        _unansweredSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>
    /// Puts a new actor in the place of one that stopped; work it still held becomes gaps.
    /// </summary>
    public void Replace(IActorRef actor)
    {
        var old = _incarnation;
        _incarnation = new Incarnation(actor);
        _hired.TrySetResult();
        old.Stopped.Cancel();
    }

    /// <summary>Has the stage work on a slot; never throws.</summary>
    public async Task<Slot> Ask(Slot slot)
    {
        await _hired.Task.ConfigureAwait(false);
        var asked = time.GetTimestamp();
        Meter.Entered();
        var answer = await Answer(slot, _incarnation, asked).ConfigureAwait(false);
        if (answer is Gap gap && slot is not Gap)
        {
            lost(Meter.Name, gap);
        }

        Meter.Answered(
            slot, answer, time.GetElapsedTime(asked),
            time.GetElapsedTime(slot.Place.CapturedTimestamp));
        return answer;
    }

    private async Task<Slot> Answer(Slot slot, Incarnation incarnation, long asked)
    {
        using var giveUp =
            CancellationTokenSource.CreateLinkedTokenSource(incarnation.Stopped.Token);
        try
        {
            var pending =
                incarnation.Actor.Ask<Slot>(new Work(slot, Deadline(asked)), giveUp.Token);
            var answer = stageTimeout is { } timeout
                ? await pending.WaitAsync(timeout, time, CancellationToken.None)
                    .ConfigureAwait(false)
                : await pending.ConfigureAwait(false);
            _unansweredSince = null;
            return answer;
        }
        catch (TimeoutException)
        {
            await giveUp.CancelAsync().ConfigureAwait(false);
            _unansweredSince ??= asked;
            endHungWork?.Invoke();
            return new Gap(slot.Place, $"{Meter.Name} did not answer in time");
        }
        catch (OperationCanceledException)
        {
            return new Gap(slot.Place, $"{Meter.Name} was stopped");
        }
    }

    private long? Deadline(long asked) => stageTimeout is { } timeout
        ? asked + (long)(timeout.TotalSeconds * time.TimestampFrequency)
        : null;

    private sealed record Incarnation(IActorRef Actor)
    {
        public CancellationTokenSource Stopped { get; } = new();
    }
}
