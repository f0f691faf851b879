using Antiphon.Capture;
using Antiphon.Flow;
using Xunit;

namespace Antiphon.Tests.Flow;

/// <summary>One thread says since when it waits; another reads for how long.</summary>
public sealed class WaitingSinceTests
{
    private const int Times = 5_000_000;

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void It_waits_from_the_first_timestamp_until_the_end()
    {
        var waiting = new WaitingSince(_time);
        Assert.False(waiting.IsWaiting);
        Assert.True(waiting.Begin(_time.GetTimestamp()));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(waiting.Begin(_time.GetTimestamp()));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(3), waiting.Length);
        waiting.End();
        Assert.Equal(TimeSpan.Zero, waiting.Length);
    }

    // A nullable long is two words: who reads it while it is cleared sees a hang since the start.
    [Fact]
    public void Nobody_reads_a_wait_that_never_was()
    {
        _time.Advance(TimeSpan.FromHours(1));
        var (waiting, since) = (new WaitingSince(_time), _time.GetTimestamp());
        var ended = false;
        var writer = new Thread(() =>
        {
            for (var i = 0; i < Times; i++)
            {
                waiting.Begin(since);
                waiting.End();
            }

            Volatile.Write(ref ended, true);
        });
        var longest = TimeSpan.Zero;
        writer.Start();
        while (!Volatile.Read(ref ended))
        {
            var length = waiting.Length;
            longest = length > longest ? length : longest;
        }

        writer.Join();
        Assert.Equal(TimeSpan.Zero, longest);
    }

    // The beat of the rig looks while the pump asks: it saw the new request with the old time.
    [Fact]
    public void A_pump_that_asks_just_now_is_not_silent_for_hours()
    {
        var time = new TimeThatLooks();
        var pump = new InputPump(time);
        time.Now = TimeSpan.FromHours(1).Ticks;
        time.Look = () => Assert.Equal(TimeSpan.Zero, pump.Silence);
        pump.Replace(() => { });

        Assert.False(pump.IsIdle);
        Assert.True(time.Looked);
    }

    [Fact]
    public void Nothing_is_quiet_before_capture_has_begun()
    {
        var pump = new InputPump(TimeProvider.System);
        pump.Pump();
        Assert.False(pump.IsIdle);

        pump.Replace(pump.Done);
        Assert.True(pump.IsIdle);
        pump.Rest();
        pump.Pump();
        Assert.True(pump.IsIdle);
    }

    /// <summary>Whoever is asked for the time has another thread look meanwhile.</summary>
    private sealed class TimeThatLooks : TimeProvider
    {
        private bool _looks;

        public long Now { get; set; }

        public Action Look { get; set; } = () => { };

        public bool Looked { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            if (!_looks && Now > 0)
            {
                (_looks, Looked) = (true, true);
                Look();
                _looks = false;
            }

            return Now;
        }
    }
}
