using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>
/// Hands on to the agent of the run that plays now what reaches it beside the sound: what became of
/// its notes, what a performer wants, what a keyboard played. Thread-safe; what nobody listens for
/// is dropped.
/// </summary>
public sealed class MindRelay
{
    private volatile Action<MindInput>? _listener;

    /// <summary>Who hears it; null for nobody.</summary>
    public Action<MindInput>? Listener
    {
        get => _listener;
        set => _listener = value;
    }

    /// <summary>A note that sounded is no news to the mind that planned it.</summary>
    public void Report(NoteSounded sounded)
    {
        if (!sounded.Sounded)
        {
            _listener?.Invoke(new MindInput.LetGo(sounded));
        }
    }

    public void Report(ControlGiven given) => _listener?.Invoke(new MindInput.Control(given));

    public void Report(KeyPressed pressed) => _listener?.Invoke(new MindInput.KeyDown(pressed));

    public void Report(NoteHeard note) => _listener?.Invoke(new MindInput.Key(note));
}
