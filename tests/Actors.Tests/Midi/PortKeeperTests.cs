using Antiphon.Midi;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class PortKeeperTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_port_that_is_being_closed_can_no_longer_be_found()
    {
        PortKeeper<Port>? keeper = null;
        Port? found = null;
        var port = new Port { Closing = () => found = Elsewhere(() => Found(keeper!)) };
        keeper = Keep(port);
        keeper.Dispose();

        Assert.Equal(1, port.Closed);
        Assert.Null(found);
    }

    [Fact]
    public void A_port_that_was_lost_is_closed_once_and_can_no_longer_be_found()
    {
        PortKeeper<Port>? keeper = null;
        Port? found = null;
        var port = new Port { Closing = () => found = Elsewhere(() => Found(keeper!)) };
        keeper = Keep(port);
        port.Lives = false;
        _time.Advance(PortRecovery.ShortestWait);
        keeper.Dispose();
        keeper.Dispose();

        Assert.Equal((1, 1L, null), (port.Closed, keeper.Losses, found));
    }

    [Fact]
    public void Who_does_not_come_out_of_a_port_keeps_it()
    {
        var port = new Port();
        var keeper = Keep(port, patience: TimeSpan.Zero);
        lock (keeper.Gate)
        {
            Elsewhere(() =>
            {
                keeper.Dispose();
                return true;
            });
            Assert.Same(port, keeper.Port);
        }

        Assert.Equal(0, port.Closed);
    }

    [Fact]
    public void A_port_that_opens_after_the_end_is_closed_again()
    {
        PortKeeper<Port>? keeper = null;
        var (first, late, welcomed) = (new Port { Lives = false }, new Port(), 0);
        keeper = new PortKeeper<Port>(
            _time,
            first,
            () =>
            {
                Elsewhere(() =>
                {
                    keeper!.Dispose();
                    return true;
                });
                return late;
            },
            port => port.Lives,
            _ => welcomed++,
            _ => { },
            TimeSpan.Zero);
        _time.Advance(2 * PortRecovery.ShortestWait);

        Assert.Equal((1, 1, 0), (first.Closed, late.Closed, welcomed));
        Assert.Null(keeper.Port);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_timer_that_fires_before_it_is_in_its_place_harms_nobody()
    {
        var port = new Port();
        using var keeper = Keep(port, new HastyTime());
        using var pump = new MidiInputPump(
            "fake:", () => new SilentInput(), new Deaf(), new HastyTime());
        Assert.Same(port, keeper.Port);
        Assert.True(pump.IsOpen);
    }

    private static T Elsewhere<T>(Func<T> work)
    {
        var result = default(T)!;
        var thread = new Thread(() => result = work()) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)), "it waits for ever");
        return result;
    }

    private static Port? Found(PortKeeper<Port> keeper)
    {
        lock (keeper.Gate)
        {
            return keeper.Port;
        }
    }

    private PortKeeper<Port> Keep(
        Port port, TimeProvider? time = null, TimeSpan? patience = null) => new(
            time ?? _time,
            port,
            () => throw new MidiException(MidiFault.Output, "unplugged"),
            it => it.Lives,
            _ => { },
            _ => { },
            patience);

    private sealed class Port : IDisposable
    {
        public Action Closing { get; init; } = () => { };

        public bool Lives { get; set; } = true;

        public int Closed { get; private set; }

        public void Dispose()
        {
            Closed++;
            Closing();
        }
    }

    private sealed class SilentInput : IMidiInput
    {
        public string Name => "fake:";

        public long Dropped => 0;

        public bool TryTake(out MidiHeard heard)
        {
            heard = default;
            return false;
        }

        public bool IsAlive() => true;

        public void Dispose()
        {
        }
    }

    private sealed class Deaf : IMidiListener
    {
        public void Hear(MidiHeard heard)
        {
        }

        public void Lost(long timestamp)
        {
        }
    }

    /// <summary>
    /// Time that runs while nobody looks: a timer that is made to fire has fired when it is had.
    /// </summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero)
            {
                callback(state);
            }

            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
