using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Antiphon.Rig;

/// <summary>
/// The house that runs live in: one actor system, any number of runs, one after another or
/// side by side.
/// </summary>
public sealed class RigSystem : IAsyncDisposable
{
    /// <summary>
    /// The dispatcher of actors that wait for a device or a model: a thread of its own for each, so
    /// that one which blocks or hangs takes none from the others.
    /// </summary>
    internal const string Blocking = "antiphon.blocking";

    // Nobody else takes part in the end of this system, so it needs no phases. What a stage says to
    // one that has gone is a slot that was answered with a gap, and no news.
    private const string Settings = """
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.log-dead-letters-during-shutdown = off
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        akka.stream.materializer.initial-input-buffer-size = 1
        akka.stream.materializer.max-input-buffer-size = 1
        antiphon.blocking.type = PinnedDispatcher

        """;

    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(2);

    private readonly ActorSystem _system;
    private readonly ActorMaterializer _materializer;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    /// <param name="time">Everything in it runs on this clock.</param>
    /// <param name="loggers">Where Akka's own log goes; by default nowhere.</param>
    public RigSystem(TimeProvider time, ILoggerFactory? loggers = null)
    {
        _time = time;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        var config = ConfigurationFactory.ParseString(Settings + LogSettings(_loggers));
        _system = ActorSystem.Create(
            "antiphon",
            BootstrapSetup.Create().WithConfig(config).And(new AkkaLogSetup(_loggers)));
        _materializer = _system.Materializer();
    }

    /// <summary>Starts a run; it ends with its input, or when it is stopped.</summary>
    /// <remarks>A plan that says nothing of loggers gets the system's.</remarks>
    public RigRun Start(RigPlan plan) => new(
        _system, _materializer, _time,
        plan.Loggers is NullLoggerFactory ? plan with { Loggers = _loggers } : plan);

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

    // Akka has an actor for its log even when nothing is to be said: then it gets none.
    private static string LogSettings(ILoggerFactory loggers)
    {
        var level = AkkaLogActor.LevelFor(loggers);
        var type = typeof(AkkaLogActor);
        var name = $"{type.FullName}, {type.Assembly.GetName().Name}";
        return level == "OFF"
            ? "akka { loglevel = OFF, loggers = [] }"
            : $$"""
                akka { loglevel = {{level}}, loggers = ["{{name}}"] }
                """;
    }
}
