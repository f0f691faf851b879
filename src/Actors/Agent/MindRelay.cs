using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>
/// Hands on to the agent of the run that plays now what reaches it beside the sound: what became of
/// its notes, what a performer wants, what a keyboard played. Thread-safe; what nobody listens for
/// is dropped.
/// </summary>
public sealed class MindRelay
{
    private volatile Action<object>? _listener;

    /// <summary>Who hears it; null for nobody.</summary>
    public Action<object>? Listener
    {
        get => _listener;
        set => _listener = value;
    }

    public void Report(NoteSounded sounded) => _listener?.Invoke(sounded);

    public void Report(ControlGiven given) => _listener?.Invoke(given);

    public void Report(NoteHeard note) => _listener?.Invoke(note);
}
