using Akka.Actor;
using Akka.Streams;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Time;
using Microsoft.Extensions.Logging;

namespace Antiphon.Rig;

/// <summary>One run of the rig: its crew under their supervisor, its graph, its watch.</summary>
public sealed class RigRun : IAsyncDisposable
{
    private readonly RigCrew _crew;
    private readonly IActorRef _supervisor;
    private readonly RigPlan _plan;
    private readonly ITimer? _beat;
    private readonly ILogger _log;
    private readonly TaskCompletionSource<Breakdown> _brokenDown =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RigRun(
        ActorSystem system, ActorMaterializer materializer, TimeProvider time, RigPlan plan)
    {
        _plan = plan;
        _log = plan.Loggers.CreateLogger(RigLog.Category);
        _crew = new RigCrew(plan, time, _log);
        _supervisor = system.ActorOf(Props.Create(() => new RigSupervisorActor(
            _crew.Members, time, _log, GiveUp)));
        if (plan.Partner is { } partner)
        {
            partner.Relay.Listener = TellAgent;
        }

        if (plan.Input.Live is { } device)
        {
            device.Changed = InputChanged;
        }

        if (!plan.Freewheel)
        {
            _beat = time.CreateTimer(_ => Beat(), null, InputPump.Period, InputPump.Period);
        }

        plan.Observer.Began(Meters);
        Completion =
            Complete(RigGraph.Build(_crew, plan)
                .RunForeach(_ => _crew.UnderWay.Leave(), materializer));
    }

    /// <summary>
    /// Ends when the last slot of the input has been answered, or a stage hung or failed too often.
    /// </summary>
    public Task<RigOutcome> Completion { get; }

    /// <summary>What each stage has counted so far, in the order of the way of a sound.</summary>
    public IReadOnlyList<StageMeter> Meters => _crew.Meters;

    /// <summary>Segments lost at the mouth so far.</summary>
    public long DroppedSegments => _crew.Mouth.DroppedSegments;

    public async ValueTask DisposeAsync()
    {
        if (_beat is not null)
        {
            await _beat.DisposeAsync().ConfigureAwait(false);
        }

        if (_plan.Partner is { } partner)
        {
            partner.Relay.Listener = null;
        }

        await _supervisor.GracefulStop(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
    }

    /// <summary>The actor of a stage, for tests that stop one.</summary>
    internal IActorRef ActorOf(StageName stage) => _crew.ActorOf(stage);

    /// <summary>Ends when the supervisor has dealt with all that it was told; for tests.</summary>
    internal Task SupervisorIsThrough() => _supervisor.Ask<ActorIdentity>(new Identify(null));

    /// <summary>True when nothing moves until time passes; for tests on a virtual clock.</summary>
    internal bool IsQuiet => _crew.IsQuiet;

    /// <summary>
    /// The same while a stage is known to hang; a hint, to be looked at several times.
    /// </summary>
    internal bool IsQuietBut(StageName hanging) => _crew.IsQuietBut(hanging);

    private async Task<RigOutcome> Complete(Task played)
    {
        if (await Task.WhenAny(played, _brokenDown.Task).ConfigureAwait(false) == played)
        {
            await played.ConfigureAwait(false);
            return Outcome(breakdown: null);
        }

        return Outcome(await _brokenDown.Task.ConfigureAwait(false));
    }

    private RigOutcome Outcome(Breakdown? breakdown) =>
        new(_crew.Meters, DroppedSegments, _crew.Mouth.Fault ?? breakdown?.Text, breakdown);

    private void GiveUp(Breakdown breakdown) => _brokenDown.TrySetResult(breakdown);

    private void Beat()
    {
        _crew.Pump.Pump();
        if (_crew.HungFor(_plan.Flow.HangLimit) is { } stage)
        {
            End(stage);
        }
    }

    // The first time-out of any other stage is in the log already.
    private void End(StageName hung)
    {
        if (_brokenDown.TrySetResult(Breakdown.Hang(hung)) && hung == StageName.Capture)
        {
            _log.Hung(hung);
        }
    }

    // Who cannot hear does not play on: notes that wait or sound end before anyone is told.
    private void InputChanged(InputChanged change)
    {
        if (change is InputLost lost)
        {
            _log.InputLost(lost.Input, lost.SilentMs);
        }
        else if (change is InputStillLost { IsNews: true } still)
        {
            _log.InputStillLost(still.Cause, still.Input, still.Why);
        }

        if (change is InputLost && _plan.Partner is { } partner)
        {
            partner.Transport.Panic(
                _plan.Clock is { IsAnchored: true } clock ? clock.Now : SampleTime.Zero);
        }

        _plan.Observer.Changed(change);
    }

    private void TellAgent(MindInput heard) => _crew.Agent.Tell(heard);
}

/// <summary>How a run ended.</summary>
/// <param name="Meters">What each stage counted, in the order of the way of a sound.</param>
/// <param name="DroppedSegments">Segments lost at the mouth because the rig was too slow.</param>
/// <param name="Fault">
/// Why it ended before its input did, for people; null when it ended with it.
/// </param>
/// <param name="Breakdown">
/// The stage that wants a restart of the process, and why; null if none.
/// </param>
public sealed record RigOutcome(
    IReadOnlyList<StageMeter> Meters, long DroppedSegments, string? Fault, Breakdown? Breakdown)
{
    /// <summary>Of a whole rig that was asked for nothing.</summary>
    public static RigOutcome OfNothingHeard => new(
        [.. Enum.GetValues<StageName>()
            .Where(stage => stage != StageName.Capture)
            .Select(stage => new StageMeter(stage))],
        0, null, null);
}
