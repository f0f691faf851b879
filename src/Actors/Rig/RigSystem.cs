using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;

namespace Antiphon.Rig;

/// <summary>
/// The house that runs live in: one actor system, any number of runs, one after another or
/// side by side.
/// </summary>
public sealed class RigSystem : IAsyncDisposable
{
    // Faults reach people through the session and the exit code, not through Akka's own log. Nobody
    // else takes part in the end of this system, so it needs no phases.
    private const string Settings = """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.log-dead-letters-during-shutdown = off
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        akka.stream.materializer.initial-input-buffer-size = 1
        akka.stream.materializer.max-input-buffer-size = 1
        """;

    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(2);

    private readonly ActorSystem _system;
    private readonly ActorMaterializer _materializer;
    private readonly TimeProvider _time;

    public RigSystem(TimeProvider time)
    {
        _time = time;
        _system = ActorSystem.Create("antiphon", ConfigurationFactory.ParseString(Settings));
        _materializer = _system.Materializer();
    }

    /// <summary>Starts a run; it ends with its input, or when it is stopped.</summary>
    public RigRun Start(RigPlan plan) => new(_system, _materializer, _time, plan);

    /// <summary>Runs a plan to its end.</summary>
    public async Task<RigOutcome> Run(RigPlan plan)
    {
        await using var run = Start(plan);
        return await run.Completion.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _materializer.Dispose();
        try
        {
            await _system.Terminate().WaitAsync(LeavePatience, TimeProvider.System)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // An actor hangs: the process is to end, and be started again.
        }
    }
}
