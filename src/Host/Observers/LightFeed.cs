using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Notes;
using Antiphon.Rig;

namespace Antiphon.Host.Observers;

/// <summary>
/// What lights and visuals follow by OSC, where the settings name a port; off line nothing.
/// </summary>
internal sealed class LightFeed : IAsyncDisposable
{
    private readonly OscUdpOutput? _output;
    private readonly OscFeed? _feed;

    /// <param name="extra">Makes the health of something by its name.</param>
    public LightFeed(bool freewheel, ControlOptions options, Func<string, ExtraHealth> extra)
    {
        if (!freewheel && options.OscOutputPort > 0)
        {
            _output = new OscUdpOutput(
                options, TimeProvider.System, extra("OSC out"));
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
