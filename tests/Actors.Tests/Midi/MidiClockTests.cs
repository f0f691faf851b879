using Antiphon.Midi;
using Xunit;
using static Antiphon.Tests.Midi.Notes;

namespace Antiphon.Tests.Midi;

public sealed class MidiClockTests : IDisposable
{
    private readonly ListeningOutput _output = new();

    private static MidiOptions Options => new() { ClockOut = true, TempoBpm = 100 };

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Ticks_do_not_drift()
    {
        var clock = new MidiClock(Ms(0), tempoBpm: 137);
        Assert.Equal(MidiEvent.Start, clock.Take());
        for (var tick = 0; tick < 137 * MidiClock.TicksPerQuarter; tick++)
        {
            Assert.Equal(MidiEvent.TimingClock, clock.Take());
        }

        Assert.Equal(Ms(60_010), clock.Due);
    }

    [Fact]
    public void The_transport_starts_ticks_and_stops_it()
    {
        var transport = Make(TransportClock.Real, Options);
        transport.Plan(Note(1, 30, 100));
        for (var ms = 0; ms < 600; ms++)
        {
            transport.Advance(Ms(ms));
        }

        transport.Close(Ms(600));
        var clock = _output.Events.Where(sent => sent.Event.IsRealTime).ToList();
        Assert.Equal((MidiEvent.Start, Ms(0)), clock[0]);
        Assert.Equal((MidiEvent.Stop, Ms(600)), clock[^1]);
        Assert.Equal(
            Enumerable.Range(0, 24).Select(tick => (MidiEvent.TimingClock, Ms(10 + 25 * tick))),
            clock[1..^1]);
        Assert.Equal(0, _output.Open);
    }

    [Fact]
    public void The_next_tick_is_what_the_thread_wakes_for()
    {
        var transport = Make(TransportClock.Real, Options);
        transport.Advance(Ms(0));
        Assert.Equal(Ms(10), transport.NextDue);
        transport.Plan(Note(1, 5, 100));
        Assert.Equal(Ms(5), transport.NextDue);
    }

    [Fact]
    public void A_stall_is_not_caught_up()
    {
        var transport = Make(TransportClock.Real, Options);
        transport.Advance(Ms(0));
        transport.Advance(Ms(2500));

        Assert.InRange(_output.Events.Count(sent => sent.Event == MidiEvent.TimingClock), 1, 5);
        Assert.Equal(Ms(2510), transport.NextDue);
    }

    [Theory]
    [InlineData(TransportClock.Virtual, true)]
    [InlineData(TransportClock.Real, false)]
    public void No_clock_where_none_is_wanted(TransportClock clock, bool clockOut)
    {
        var transport = Make(clock, Options with { ClockOut = clockOut });
        transport.Advance(Ms(1000));
        transport.Close(Ms(1000));
        Assert.DoesNotContain(_output.Events, sent => sent.Event.IsRealTime);
    }

    [Fact]
    public void A_bank_is_chosen_before_its_program()
    {
        var transport = Make(
            TransportClock.Virtual, new MidiOptions { BassBank = 130, BassProgram = 5 });
        transport.Advance(Ms(1));
        Assert.Equal(
            [
                MidiEvent.ProgramChange(1, 11), MidiEvent.ControlChange(2, 0, 1),
                MidiEvent.ControlChange(2, 32, 2), MidiEvent.ProgramChange(2, 5),
                MidiEvent.ProgramChange(3, 4),
            ],
            _output.Events.Select(sent => sent.Event));
    }

    private MidiTransport Make(TransportClock clock, MidiOptions options) =>
        new(_output, options, clock, _ => { });
}
