namespace Antiphon.Midi;

/// <summary>
/// Hands on what sounded from the transport, which is made first, to the agent of the run that
/// plays now. Thread-safe; what nobody listens for is dropped.
/// </summary>
public sealed class NoteRelay
{
    private volatile Action<NoteSounded>? _listener;

    /// <summary>Who hears it; null for nobody.</summary>
    public Action<NoteSounded>? Listener
    {
        get => _listener;
        set => _listener = value;
    }

    /// <summary>For the transport to report to.</summary>
    public void Report(NoteSounded sounded) => _listener?.Invoke(sounded);
}
