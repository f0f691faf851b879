using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;
using static Antiphon.Tests.Midi.Notes;

namespace Antiphon.Tests.Midi;

public sealed class LiveMidiOutputTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly SampleClock _clock;
    private readonly FakeSynth _synth = new();
    private readonly LiveMidiOutput _port;

    public LiveMidiOutputTests()
    {
        _clock = new SampleClock(_time);
        _clock.Anchor(SampleTime.Zero, _time.GetTimestamp());
        _port = new LiveMidiOutput("fake:", _synth.Open, _clock, lateMs: 5);
    }

    private MidiPortStatus Status => _port.Ports.Single();

    public void Dispose() => _port.Dispose();

    [Fact]
    public void A_port_that_is_not_there_is_refused_at_the_beginning()
    {
        _synth.Plugged = false;
        Assert.Throws<MidiException>(
            () => new LiveMidiOutput("fake:", _synth.Open, _clock, lateMs: 5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_slow_instrument_takes_its_events_leave_earlier(bool soundsAtDue)
    {
        var synth = new FakeSynth { SoundsAtDue = soundsAtDue };
        using var port =
            new LiveMidiOutput("fake:", synth.Open, _clock, lateMs: 5, latencyMs: 40);
        Assert.Equal(40, port.LatencyMs);
        port.Send(MidiEvent.NoteOn(1, 60, 80), Ms(100));
        if (!soundsAtDue)
        {
            Assert.Equal(Ms(60), port.NextDue);
            Pass(0.059);
            port.Advance(_clock.Now);
            Assert.Empty(synth.Got);
            Pass(0.001);
            port.Advance(_clock.Now);
        }

        var (sent, moment) = Assert.Single(synth.Got);
        Assert.Equal(
            (MidiEvent.NoteOn(1, 60, 80), _clock.TimestampOf(Ms(60))), (sent, moment));

        // Silence is asked for at once, and is not late for that.
        port.Send(MidiEvent.NoteOff(1, 60), _clock.Now);
        Assert.Equal(2, synth.Got.Count);
        Assert.Equal(0, port.Ports.Single().Late);
    }

    [Fact]
    public void A_transport_feeds_a_slow_instrument_early_enough()
    {
        using var slow = new LiveMidiOutput("slow:", _synth.Open, _clock, lateMs: 5, latencyMs: 40);
        using var group = new MidiOutputGroup(new NullMidiOutput(), slow);
        var transport =
            new MidiTransport(group, new MidiOptions(), TransportClock.Real, _ => { });
        transport.Plan(Note(0, 100, 200));
        Assert.Equal(Ms(60), transport.NextDue);
        Pass(0.06);
        transport.Advance(_clock.Now);
        Assert.Contains(
            (MidiEvent.NoteOn(1, 60, 80), _clock.TimestampOf(Ms(60))), _synth.Got);
    }

    [Fact]
    public void A_loss_is_noticed_when_something_is_sent()
    {
        _port.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0));
        _synth.Plugged = false;

        var lost = Assert.Throws<MidiException>(
            () => _port.Send(MidiEvent.NoteOn(1, 61, 80), Ms(0)));
        Assert.Equal("fake: is lost: unplugged", lost.Message);
        _port.Send(MidiEvent.NoteOff(1, 60), Ms(0));
        Assert.Equal(
            (false, 1L, 1, 2L), (Status.Open, Status.Losses, Status.Hanging, Status.Discarded));
    }

    [Fact]
    public void A_loss_is_noticed_within_half_a_second_when_nothing_is_sent()
    {
        _synth.Plugged = false;
        Pass(0.5);
        Assert.False(Status.Open);
        Assert.Equal("the other end is gone", Status.LastFault);
    }

    [Fact]
    public void It_is_opened_again_after_half_a_second_to_four_for_ever()
    {
        _synth.Plugged = false;
        Pass(0.5);
        var attempts = new List<double>();
        for (var seconds = 0.0; seconds < 20; seconds += 0.1)
        {
            var before = _synth.Attempts;
            Pass(0.1);
            attempts.AddRange(_synth.Attempts > before ? [seconds + 0.1] : []);
        }

        Assert.Equal(
            [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5], attempts.Select(at => Math.Round(at, 1)));
        Assert.True(_synth.Wires[0].IsDisposed);
    }

    [Fact]
    public void Back_again_it_is_silenced_and_told_its_instruments_and_nothing_stale()
    {
        _port.Send(MidiEvent.ControlChange(3, 0, 1), Ms(0));
        _port.Send(MidiEvent.ControlChange(3, 32, 2), Ms(0));
        _port.Send(MidiEvent.ProgramChange(3, 7), Ms(0));
        _port.Send(MidiEvent.Start, Ms(0));
        _port.Send(MidiEvent.NoteOn(3, 60, 80), Ms(0));
        _synth.Plugged = false;
        _port.Send(MidiEvent.NoteOff(3, 60), Ms(0));
        _port.Send(MidiEvent.ProgramChange(3, 8), Ms(0));
        Assert.Throws<MidiException>(() => _port.Send(MidiEvent.NoteOn(3, 61, 80), Ms(0)));
        Pass(1);
        _synth.Plugged = true;
        _synth.Got.Clear();
        Pass(4);

        Assert.Equal(
            [
                MidiEvent.NoteOff(3, 60), MidiEvent.AllNotesOff(3), MidiEvent.AllSoundOff(3),
                MidiEvent.ControlChange(3, 0, 1), MidiEvent.ControlChange(3, 32, 2),
                MidiEvent.ProgramChange(3, 8), MidiEvent.Continue,
            ],
            _synth.Events);
        Assert.Equal((true, 1L, 0), (Status.Open, Status.Returns, Status.Hanging));
        _port.Send(MidiEvent.NoteOn(3, 62, 80), Ms(5000));
        Assert.Equal(MidiEvent.NoteOn(3, 62, 80), _synth.Events.Last());
    }

    [Fact]
    public void What_comes_early_is_held_until_its_time()
    {
        _port.Send(MidiEvent.NoteOn(1, 60, 80), Ms(20));
        _port.Send(MidiEvent.NoteOff(1, 60), Ms(30));
        Assert.Empty(_synth.Got);
        Assert.Equal(Ms(20), _port.NextDue);
        _port.Advance(Ms(19));
        Assert.Empty(_synth.Got);
        Pass(0.028);
        _port.Advance(Ms(28));

        Assert.Equal([MidiEvent.NoteOn(1, 60, 80)], _synth.Events);
        Assert.Equal(Ms(30), _port.NextDue);
        Assert.Equal(1, Status.Late);
        Assert.Equal(8, Status.Lateness.MaxMs, 6);
        _port.Flush();
        Assert.Equal([MidiEvent.NoteOn(1, 60, 80), MidiEvent.NoteOff(1, 60)], _synth.Events);
        Assert.Equal(1, _synth.Drains);
    }

    [Fact]
    public void What_is_held_when_the_port_is_lost_is_stale()
    {
        _port.Send(MidiEvent.NoteOn(1, 60, 80), Ms(20));
        _synth.Plugged = false;
        Pass(0.5);
        _synth.Plugged = true;
        Pass(1);
        _port.Advance(Ms(1500));

        Assert.DoesNotContain(_synth.Events, e => e.IsNoteOn);
        Assert.Equal(1, Status.Discarded);
    }

    [Fact]
    public void A_wire_that_sounds_by_itself_gets_everything_at_once_with_its_moment()
    {
        var synth = new FakeSynth { SoundsAtDue = true };
        using var port = new LiveMidiOutput("fake:", synth.Open, _clock, lateMs: 5);
        port.Send(MidiEvent.NoteOn(1, 60, 80), Ms(20));

        Assert.Equal([(MidiEvent.NoteOn(1, 60, 80), 200_000L)], synth.Got);
        Assert.Null(port.NextDue);
    }

    [Fact]
    public void A_synthesiser_unplugged_in_the_middle_of_a_note_is_silent_when_it_is_back()
    {
        using var other = new ListeningOutput();
        using var group = new MidiOutputGroup(_port, other);
        var sounded = new List<NoteSounded>();
        var transport =
            new MidiTransport(group, new MidiOptions(), TransportClock.Real, sounded.Add);
        transport.Plan(Note(1, 0, 1000));
        transport.Plan(Note(2, 500, 1000, key: 62));
        transport.Plan(Note(3, 4000, 100, key: 64));
        void PlayUntil(double ms)
        {
            Pass(ms / 1000 - _clock.Now.Seconds);
            transport.Advance(Ms(ms));
        }

        PlayUntil(0);
        _synth.Plugged = false;
        PlayUntil(500);
        Assert.Equal(1, transport.Statistics.Hanging);
        PlayUntil(2000);
        _synth.Plugged = true;
        PlayUntil(4000);
        PlayUntil(4200);
        transport.Close(Ms(4200));

        Assert.Equal(0, _synth.Sounding);
        Assert.Equal(0, other.Open);
        Assert.Equal(0, other.Unpaired);
        Assert.Equal(3, other.Notes.Count(sent => sent.Event.IsNoteOn));
        Assert.Equal([true, false, true], sounded.Select(note => note.Sounded));
        Assert.Equal(0, transport.Statistics.Hanging);
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
