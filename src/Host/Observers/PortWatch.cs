using Antiphon.Midi;

namespace Antiphon.Host.Observers;

/// <summary>
/// Looks at the MIDI ports ten times a second and tells of every loss and return. Who uses a port
/// notices by itself, but holds its gate, where nobody may be told anything.
/// </summary>
internal sealed class PortWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Func<IReadOnlyList<Port>> _look;
    private readonly Action<PortChanged> _tell;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, (long Losses, long? LostAt)> _known = [];
    private readonly ITimer _timer;
    private bool _ended;

    /// <param name="look">The ports as they are now, one for each name.</param>
    /// <param name="tell">Told of what changed, on a timer; must not throw.</param>
    public PortWatch(
        Func<IReadOnlyList<Port>> look, Action<PortChanged> tell, TimeProvider time)
    {
        (_look, _tell, _time) = (look, tell, time);
        _timer = time.CreateTimer(
            _ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Tells nothing any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _timer.Dispose();
        }
    }

    /// <summary>Live outputs, and a keyboard, as ports.</summary>
    /// <param name="keyboard">Null where there is none.</param>
    public static IReadOnlyList<Port> Of(
        IReadOnlyList<MidiPortStatus> outputs, MidiInputPump? keyboard)
    {
        List<Port> ports =
        [
            .. outputs.Where(port => port.Losses > 0 || port.Open)
                .Select(port => new Port(port.Name, port.Open, port.Losses, port.LastFault)),
        ];
        if (keyboard is not null)
        {
            ports.Add(new Port(
                $"{keyboard.Name} (in)", keyboard.IsOpen, keyboard.Losses, keyboard.LastFault));
        }

        return ports;
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            foreach (var port in _look())
            {
                Compare(port);
            }

            _timer.Change(Period, Timeout.InfiniteTimeSpan);
        }
    }

    private void Compare(Port port)
    {
        var known = _known.GetValueOrDefault(port.Name);
        if (port.Losses > known.Losses)
        {
            known.LostAt ??= _time.GetTimestamp();
            _tell(new PortLost(port.Name, port.LastFault ?? "it does not say why"));
        }

        if (port.IsOpen && known.LostAt is { } since)
        {
            _tell(new PortRegained(port.Name, _time.GetElapsedTime(since).TotalSeconds));
            known.LostAt = null;
        }

        _known[port.Name] = (port.Losses, known.LostAt);
    }

    /// <summary>How a port is.</summary>
    /// <param name="Losses">Times that it was lost.</param>
    /// <param name="LastFault">What it last said; null when it never did.</param>
    internal sealed record Port(string Name, bool IsOpen, long Losses, string? LastFault);
}
