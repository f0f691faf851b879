using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using AkkaLevel = Akka.Event.LogLevel;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace Antiphon.Rig;

/// <summary>
/// Hears: Akka's own log events. Says: the same, as entries of the program's log.
/// Bound: its mailbox; Akka says little, and below the factory's level nothing.
/// On failure: Akka restarts it, and one entry is lost. The factory survives.
/// </summary>
public sealed class AkkaLogActor : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    /// <summary>The category of these entries.</summary>
    public const string Category = "Akka";

    private readonly ILogger _log = Context.System.Settings.Setup.Get<AkkaLogSetup>() is
    { HasValue: true } setup
        ? setup.Value.Loggers.CreateLogger(Category)
        : throw new InvalidOperationException("the actor system has no factory of loggers");

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent entry:
                _log.Log(
                    LevelOf(entry.LogLevel()), entry.Cause, "{Source}: {Message}",
                    entry.LogSource, entry.Message);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>What Akka is to say at all: no more than anybody would read.</summary>
    /// <returns>A value of <c>akka.loglevel</c>.</returns>
    internal static string LevelFor(ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger(Category);
        return log.IsEnabled(Level.Debug) ? "DEBUG"
            : log.IsEnabled(Level.Information) ? "INFO"
            : log.IsEnabled(Level.Warning) ? "WARNING"
            : log.IsEnabled(Level.Error) ? "ERROR"
            : "OFF";
    }

    private static Level LevelOf(AkkaLevel level) => level switch
    {
        AkkaLevel.DebugLevel => Level.Debug,
        AkkaLevel.InfoLevel => Level.Information,
        AkkaLevel.WarningLevel => Level.Warning,
        _ => Level.Error,
    };
}

/// <summary>Gives <see cref="AkkaLogActor"/> the program's log.</summary>
internal sealed class AkkaLogSetup(ILoggerFactory loggers) : Setup
{
    public ILoggerFactory Loggers => loggers;
}
