using Antiphon.Host.Output;

namespace Antiphon.Host.Service;

/// <summary>
/// Silences the instruments when the process dies of a fault on a thread that nobody waits for, or
/// is made to exit: notes off, one line, exit code 1.
/// </summary>
internal sealed class EmergencySilence : IDisposable
{
    private readonly Action _silence;
    private readonly Terminal _terminal;

    /// <param name="silence">
    /// Ends every note; called from any thread, perhaps more than once, and must not throw.
    /// </param>
    public EmergencySilence(Action silence, Terminal terminal)
    {
        (_silence, _terminal) = (silence, terminal);
        AppDomain.CurrentDomain.UnhandledException += Unhandled;
        AppDomain.CurrentDomain.ProcessExit += Exiting;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= Unhandled;
        AppDomain.CurrentDomain.ProcessExit -= Exiting;
    }

    private void Unhandled(object sender, UnhandledExceptionEventArgs fault)
    {
        _silence();
        var reason = (fault.ExceptionObject as Exception)?.Message ?? "an unknown fault";
        _terminal.Error($"the rig failed and was silenced: {reason.ReplaceLineEndings(" ")}");
        Environment.Exit(ExitCode.Failed);
    }

    private void Exiting(object? sender, EventArgs e) => _silence();
}
