using Antiphon.Host.Observers;
using Antiphon.Midi;
using Antiphon.Tests;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>MIDI ports that come and go while a run plays.</summary>
public sealed class PortWatchTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<PortChanged> _told = [];
    private readonly PortWatch _watch;
    private PortWatch.Port _port = new("jack:Synth", IsOpen: true, Losses: 0, LastFault: null);

    public PortWatchTests() => _watch = new PortWatch(() => [_port], _told.Add, _time);

    public void Dispose() => _watch.Dispose();

    [Fact]
    public void A_port_that_stays_is_not_told_of()
    {
        Pass(60);
        Assert.Empty(_told);
    }

    [Fact]
    public void A_loss_is_told_at_once_and_once_and_so_is_the_return()
    {
        Pass(5);
        _port = _port with { IsOpen = false, Losses = 1, LastFault = "the other end is gone" };
        Pass(0.2);
        Assert.Equal([new PortLost("jack:Synth", "the other end is gone")], _told);
        Pass(10);
        _port = _port with { IsOpen = true };
        Pass(0.2);
        Assert.Equal(2, _told.Count);
        Assert.InRange(Assert.IsType<PortRegained>(_told[^1]).AwaySeconds, 10, 10.3);
        Pass(60);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void A_port_that_was_gone_between_two_looks_is_told_of_too()
    {
        _port = _port with { Losses = 1, LastFault = "unplugged" };
        Pass(0.2);
        Assert.Equal(2, _told.Count);
        Assert.IsType<PortRegained>(_told[^1]);
    }

    [Fact]
    public void Disposed_it_tells_nothing_more()
    {
        _watch.Dispose();
        _port = _port with { IsOpen = false, Losses = 1 };
        Pass(1);
        Assert.Empty(_told);
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
