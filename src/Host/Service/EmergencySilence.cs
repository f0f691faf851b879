namespace Antiphon.Host.Service;

/// <summary>
/// Silences the instruments when the process dies of a fault on a thread that nobody waits for (see
/// <see cref="CrashWatch"/>), or is made to exit.
/// </summary>
internal sealed class EmergencySilence : IDisposable
{
    private readonly Action _silence;

    /// <param name="silence">
    /// Ends every note; called from any thread, perhaps more than once, and must not throw.
    /// </param>
    public EmergencySilence(Action silence)
    {
        _silence = silence;
        CrashWatch.Silencing += _silence;
        AppDomain.CurrentDomain.ProcessExit += Exiting;
    }

    public void Dispose()
    {
        CrashWatch.Silencing -= _silence;
        AppDomain.CurrentDomain.ProcessExit -= Exiting;
    }

    private void Exiting(object? sender, EventArgs e) => _silence();
}
