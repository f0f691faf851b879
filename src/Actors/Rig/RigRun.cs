using Akka.Actor;
using Akka.Streams;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Time;

namespace Antiphon.Rig;

/// <summary>One run of the rig: its crew under their supervisor, its graph, its watch.</summary>
public sealed class RigRun : IAsyncDisposable
{
    private readonly RigCrew _crew;
    private readonly IActorRef _supervisor;
    private readonly RigPlan _plan;
    private readonly ITimer? _beat;
    private readonly TaskCompletionSource<string> _hung =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RigRun(
        ActorSystem system, ActorMaterializer materializer, TimeProvider time, RigPlan plan)
    {
        _plan = plan;
        _crew = new RigCrew(plan, time);
        _supervisor = system.ActorOf(Props.Create(() => new RigSupervisorActor(_crew.Members)));
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

    /// <summary>Ends when the last slot of the input has been answered, or a stage hung.</summary>
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
    internal IActorRef ActorOf(string stage) => _crew.ActorOf(stage);

    /// <summary>True when nothing moves until time passes; for tests on a virtual clock.</summary>
    internal bool IsQuiet => _crew.IsQuiet;

    /// <summary>
    /// The same while a stage is known to hang; a hint, to be looked at several times.
    /// </summary>
    internal bool IsQuietBut(string hanging) => _crew.IsQuietBut(hanging);

    private async Task<RigOutcome> Complete(Task played)
    {
        if (await Task.WhenAny(played, _hung.Task).ConfigureAwait(false) == played)
        {
            await played.ConfigureAwait(false);
            return Outcome(hungStage: null);
        }

        return Outcome(await _hung.Task.ConfigureAwait(false));
    }

    private RigOutcome Outcome(string? hungStage) =>
        new(_crew.Meters, DroppedSegments, _crew.Mouth.Fault, hungStage);

    private void Beat()
    {
        _crew.Pump.Pump();
        if (_crew.HungFor(_plan.Flow.HangLimit) is { } stage)
        {
            _hung.TrySetResult(stage);
        }
    }

    // Who cannot hear does not play on: notes that wait or sound end before anyone is told.
    private void InputChanged(InputChanged change)
    {
        if (change is InputLost && _plan.Partner is { } partner)
        {
            partner.Transport.Panic(
                _plan.Clock is { IsAnchored: true } clock ? clock.Now : SampleTime.Zero);
        }

        _plan.Observer.Changed(change);
    }

    private void TellAgent(MindInput heard) => _crew.Agent.Actor.Tell(heard);
}

/// <summary>How a run ended.</summary>
/// <param name="Meters">What each stage counted, in the order of the way of a sound.</param>
/// <param name="DroppedSegments">Segments lost at the mouth because the rig was too slow.</param>
/// <param name="Fault">Why the input was given up; null when it ended by itself.</param>
/// <param name="HungStage">
/// The stage that hung and wants a restart of the process; null if none.
/// </param>
public sealed record RigOutcome(
    IReadOnlyList<StageMeter> Meters, long DroppedSegments, string? Fault, string? HungStage);
