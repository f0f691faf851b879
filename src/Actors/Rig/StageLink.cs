using Akka.Actor;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Transcription;
using Microsoft.Extensions.Logging;

namespace Antiphon.Rig;

/// <summary>
/// A stage as the stream sees it: one slot in, exactly one slot out, whatever becomes of the actor.
/// The stream itself therefore never fails, and never loses an element.
/// </summary>
/// <remarks>
/// An actor that throws answers with a gap itself. A time-out, a stopped actor and one that is not
/// back yet are turned into gaps here. The supervisor hands in every new actor through
/// <see cref="Replace"/>, and takes it away through <see cref="Rest"/>.
/// </remarks>
/// <param name="meter">Counts what passes.</param>
/// <param name="time">Measures work and judges time-outs.</param>
/// <param name="stageTimeout">How long an answer may take; null waits for ever (freewheel).</param>
/// <param name="lost">Told of every slot that was lost in this stage, and of its gap.</param>
/// <param name="log">Told of the first time-out of a hang.</param>
/// <param name="endHungWork">
/// Called at each time-out, to end work that can be ended from outside.
/// </param>
public sealed class StageLink(
    StageMeter meter,
    TimeProvider time,
    TimeSpan? stageTimeout,
    Action<Slot, Gap> lost,
    ILogger log,
    Action? endHungWork = null)
{
    /// <summary>Messages kept for an actor that is not there; the oldest are dropped.</summary>
    private const int MostKept = 256;

    private readonly TaskCompletionSource _hired =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Lock _door = new();
    private readonly Queue<object> _kept = new();
    private readonly WaitingSince _unanswered = new(time);
    private volatile Incarnation _incarnation = new(ActorRefs.Nobody, IsAway: true);

    public StageMeter Meter { get; } = meter;

    /// <summary>
    /// What goes on in the place of a slot that was lost in this stage; null for its gap. Such a
    /// stage keeps nobody waiting twice: until what came late has been answered, slots pass it by.
    /// </summary>
    public Func<Slot, Slot>? Otherwise { get; init; }

    public IActorRef Actor => _incarnation.Actor;

    /// <summary>How long the stage has failed to answer; zero when its last answer came.</summary>
    public TimeSpan Silence => _incarnation.IsAway ? TimeSpan.Zero : _unanswered.Length;

    /// <summary>
    /// Puts a new actor in the place of one that stopped; work it still held becomes gaps.
    /// </summary>
    public void Replace(IActorRef actor)
    {
        Become(new Incarnation(actor, IsAway: false));
        _hired.TrySetResult();
    }

    /// <summary>
    /// There is no actor until the next <see cref="Replace"/>: each slot is a gap.
    /// </summary>
    public void Rest() => Become(new Incarnation(ActorRefs.Nobody, IsAway: true));

    /// <summary>Tells the actor something beside the slots; kept for it while it is away.</summary>
    public void Tell(object message)
    {
        lock (_door)
        {
            if (!_incarnation.IsAway)
            {
                _incarnation.Actor.Tell(message);
                return;
            }

            if (_kept.Count == MostKept)
            {
                _kept.Dequeue();
            }

            _kept.Enqueue(message);
        }
    }

    /// <summary>Has the stage work on a slot; never throws.</summary>
    public async Task<Slot> Ask(Slot slot)
    {
        await _hired.Task.ConfigureAwait(false);
        var asked = time.GetTimestamp();
        Meter.Entered();
        var incarnation = _incarnation;
        var answer = incarnation switch
        {
            { IsAway: true } => Unworked(slot, "failed and is not back yet"),
            { Owed.IsCompleted: false } => Unworked(slot, "is behind"),
            _ => await Answer(slot, incarnation, asked).ConfigureAwait(false),
        };
        if (answer is Gap gap && slot is not Gap)
        {
            lost(slot, gap);
        }

        Meter.Answered(
            slot, answer, time.GetElapsedTime(asked),
            time.GetElapsedTime(slot.Place.CapturedTimestamp));
        return answer is Gap && slot is not Gap && Otherwise is not null
            ? Otherwise(slot)
            : answer;
    }

    private async Task<Slot> Answer(Slot slot, Incarnation incarnation, long asked)
    {
        using var giveUp =
            CancellationTokenSource.CreateLinkedTokenSource(incarnation.Stopped.Token);
        Task<Slot>? pending = null;
        try
        {
            pending = incarnation.Actor.Ask<Slot>(
                new Work(slot, Deadline(asked)),
                Otherwise is null ? giveUp.Token : incarnation.Stopped.Token);
            var answer = stageTimeout is { } timeout
                ? await pending.WaitAsync(timeout, time, CancellationToken.None)
                    .ConfigureAwait(false)
                : await pending.ConfigureAwait(false);
            _unanswered.End();
            return answer;
        }
        catch (TimeoutException)
        {
            await giveUp.CancelAsync().ConfigureAwait(false);
            if (_unanswered.Begin(asked))
            {
                log.TimedOut(Meter.Stage, stageTimeout!.Value.TotalMilliseconds);
            }

            endHungWork?.Invoke();
            if (Otherwise is not null)
            {
                incarnation.Owed = AnsweredLate(pending!, incarnation);
            }

            return Unworked(slot, "did not answer in time");
        }
        catch (OperationCanceledException)
        {
            return Unworked(slot, "was stopped");
        }
    }

    private async Task AnsweredLate(Task pending, Incarnation incarnation)
    {
        await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_incarnation == incarnation)
        {
            _unanswered.End();
        }
    }

    // What holds no sound is not lost: the stages behind must still learn of it.
    private Slot Unworked(Slot slot, string why) => slot switch
    {
        Gap or InputEnded or ReflexEnded => slot,
        SoundTranscribed { Ended: { } end } => end,
        _ => new Gap(slot.Place, $"{Meter.Name} {why}"),
    };

    private void Become(Incarnation next)
    {
        var old = _incarnation;
        lock (_door)
        {
            _incarnation = next;
            _unanswered.End();
            while (!next.IsAway && _kept.TryDequeue(out var message))
            {
                next.Actor.Tell(message);
            }
        }

        old.Stopped.Cancel();
    }

    private long? Deadline(long asked) => stageTimeout is { } timeout
        ? asked + (long)(timeout.TotalSeconds * time.TimestampFrequency)
        : null;

    private sealed record Incarnation(IActorRef Actor, bool IsAway)
    {
        public CancellationTokenSource Stopped { get; } = new();

        /// <summary>Ends when the stage has answered what it was asked last.</summary>
        public Task Owed { get; set; } = Task.CompletedTask;
    }
}
