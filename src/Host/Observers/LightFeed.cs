using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Notes;
using Antiphon.Rig;
using Antiphon.Session;

namespace Antiphon.Host.Observers;

/// <summary>
/// What lights and visuals follow by OSC, where the settings name a port; off line nothing.
/// </summary>
internal sealed class LightFeed : IAsyncDisposable
{
    private readonly OscUdpOutput? _output;
    private readonly OscFeed? _feed;

    /// <param name="tell">Told when nothing can be sent, and when it can again.</param>
    public LightFeed(bool freewheel, ControlOptions options, Action<ExtraChanged> tell)
    {
        if (!freewheel && options.OscOutputPort > 0)
        {
            _output = new OscUdpOutput(
                options, TimeProvider.System, Extra.Of("OSC out", tell));
            _feed = new OscFeed(_output.Post);
        }
    }

    /// <summary>Watches the run for them.</summary>
    public IRigObserver Observer => (IRigObserver?)_feed ?? new NobodyFollows();

    /// <summary>Hears what became of a planned note.</summary>
    public void Sounded(NoteSounded note) => _feed?.Sounded(note);

    public ValueTask DisposeAsync() => _output?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class NobodyFollows : IRigObserver;
}
