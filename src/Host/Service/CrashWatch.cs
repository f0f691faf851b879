using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Service;

/// <summary>
/// Ends the process when a fault comes on a thread that nobody waits for: the instruments are
/// silenced, then log and crash report are written, then a person is told in one line; exit code 1.
/// </summary>
internal sealed class CrashWatch : IDisposable
{
    private readonly Lock _dying = new();
    private readonly ProgramLog _log;
    private readonly CrashReport _report;
    private readonly Terminal _terminal;
    private readonly ILogger _logger;

    public CrashWatch(ProgramLog log, CrashReport report, Terminal terminal)
    {
        (_log, _report, _terminal) = (log, report, terminal);
        _logger = log.Loggers.CreateLogger(nameof(CrashWatch));
        AppDomain.CurrentDomain.UnhandledException += Unhandled;
        TaskScheduler.UnobservedTaskException += Unobserved;
    }

    /// <summary>
    /// Raised before all else when the process dies so: whoever can make a sound ends it. Handlers
    /// are called from any thread, perhaps more than once, and must not throw.
    /// </summary>
    public static event Action? Silencing;

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= Unhandled;
        TaskScheduler.UnobservedTaskException -= Unobserved;
    }

    // A second fault meanwhile waits at the lock for the end.
    private void Unhandled(object sender, UnhandledExceptionEventArgs e)
    {
        lock (_dying)
        {
            var silence = Silencing;
            silence?.Invoke();
            var fault = e.ExceptionObject as Exception;
            _logger.LogCritical(LogRecord.Told, fault, "a fault that nobody waited for");
            var reason = fault?.Message ?? "an unknown fault";
            var failed = silence is null
                ? "the program failed"
                : "the rig failed and was silenced";
            _terminal.Error(
                $"{failed}: {reason.ReplaceLineEndings(" ")} ({_report.Write(fault)})");
            _log.Flush();
            Environment.Exit(ExitCode.Failed);
        }
    }

    // Nobody waited for the task either, but it harmed nothing else.
    private void Unobserved(object? sender, UnobservedTaskExceptionEventArgs e) =>
        _logger.LogError(LogRecord.Told, e.Exception, "a task failed and nobody asked");
}
