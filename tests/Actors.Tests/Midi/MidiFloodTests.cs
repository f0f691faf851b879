using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;
using static Antiphon.Tests.Midi.Notes;

namespace Antiphon.Tests.Midi;

/// <summary>A keyboard that sends more than one can, up to the notes that are heard.</summary>
public sealed class MidiFloodTests : IDisposable
{
    private const long Second = TimeSpan.TicksPerSecond;

    private readonly ManualTimeProvider _time = new();
    private readonly List<NoteHeard> _notes = [];
    private readonly List<KeyPressed> _pressed = [];
    private readonly Flooding _keyboard;
    private readonly MidiInputPump _pump;

    public MidiFloodTests()
    {
        var clock = new SampleClock(_time);
        clock.Anchor(SampleTime.Zero, 0);
        _keyboard = new Flooding(_time);
        var ear = new KeyboardInput(clock, _pressed.Add, _notes.Add);
        _pump = new MidiInputPump("fake:", () => _keyboard, ear, _time);
    }

    public void Dispose() => _pump.Dispose();

    [Fact]
    public void A_burst_of_128_is_heard_whole()
    {
        for (var key = 0; key < 64; key++)
        {
            _keyboard.Play(MidiEvent.NoteOn(1, key, 80), 0);
        }

        for (var key = 0; key < 64; key++)
        {
            _keyboard.Play(MidiEvent.NoteOff(1, key), Second / 10);
        }

        _time.AdvanceTo(Second);
        Assert.Equal((128, 0, 64), (_pump.Heard, _pump.DroppedTooFast, _notes.Count));
    }

    [Fact]
    public void Twenty_seconds_of_flood_are_counted_and_dropped_and_nobody_is_heard_later()
    {
        const int perSecond = 20_000;
        _keyboard.Flood = i => new MidiHeard(
            MidiEvent.ControlChange(1, 1, i % 128), i * Second / perSecond);
        _keyboard.FloodEnd = 20 * perSecond;
        _time.AdvanceTo(10 * Second);
        var half = _pump.Heard;
        Assert.InRange(half, 10_000, 10_700);
        Assert.InRange(_keyboard.Taken, 10 * perSecond - perSecond / 100, 10 * perSecond + 1);

        _time.AdvanceTo(20 * Second);
        Assert.InRange(_pump.Heard - half, 10_000, 10_700);
        _time.AdvanceTo(21 * Second);
        Assert.Equal(20 * perSecond, _pump.Heard + _pump.DroppedTooFast);

        _keyboard.Play(MidiEvent.NoteOn(1, 60, 80), 21 * Second);
        _keyboard.Play(MidiEvent.NoteOff(1, 60), 22 * Second);
        _time.AdvanceTo(23 * Second);
        Assert.Equal([new NoteHeard(Ms(21_000), SampleCount.FromSeconds(1), 60, 80)], _notes);
    }

    [Fact]
    public void Keys_that_flood_are_heard_up_to_the_rate_and_none_of_them_stays_held()
    {
        const int perSecond = 20_000;
        _keyboard.Flood = i => new MidiHeard(
            i / 256 % 2 == 0
                ? MidiEvent.NoteOn(1 + i % 2, i / 2 % 128, 80)
                : MidiEvent.NoteOff(1 + i % 2, i / 2 % 128),
            i * Second / perSecond);
        _keyboard.FloodEnd = 20 * perSecond;
        for (var second = 1; second <= 20; second++)
        {
            var before = _pressed.Count;
            _time.AdvanceTo(second * Second);
            Assert.InRange(_pressed.Count - before, 200, 1_200);
        }

        _keyboard.Play(MidiEvent.AllNotesOff(1), 21 * Second);
        _keyboard.Play(MidiEvent.AllNotesOff(2), 21 * Second);
        _time.AdvanceTo(22 * Second);
        Assert.Equal(_pressed.Count, _notes.Count);
        Assert.Equal(
            _pressed.Select(key => (key.Onset, key.Key)).Order(),
            _notes.Select(note => (note.Onset, note.Key)).Order());
    }

    [Fact]
    public void A_note_that_is_let_go_in_the_middle_of_a_flood_ends_there()
    {
        const int perSecond = 20_000;
        _keyboard.Play(MidiEvent.NoteOn(1, 60, 80), Second / 10);
        _time.AdvanceTo(Second / 5);
        _keyboard.Flood = i => new MidiHeard(
            i == perSecond / 2
                ? MidiEvent.NoteOff(1, 60)
                : MidiEvent.ControlChange(1, 1, i % 128),
            Second / 5 + i * Second / perSecond);
        _keyboard.FloodEnd = perSecond;
        _time.AdvanceTo(3 * Second);

        Assert.Equal([new NoteHeard(Ms(100), SampleCount.FromSeconds(0.6), 60, 80)], _notes);
    }

    [Fact]
    public void A_queue_that_overflowed_may_have_lost_the_end_of_any_note()
    {
        _keyboard.Play(MidiEvent.NoteOn(1, 60, 80), Second / 10);
        _time.AdvanceTo(Second / 5);
        Assert.Empty(_notes);
        _keyboard.Lost = 1;
        _keyboard.Play(MidiEvent.NoteOn(1, 62, 80), Second / 5);
        _time.AdvanceTo(Second);

        Assert.Equal([60, 62], _notes.Select(note => note.Key));
        Assert.Equal(1, _pump.Dropped);
        _keyboard.Play(MidiEvent.NoteOn(1, 64, 80), Second);
        _time.AdvanceTo(2 * Second);
        Assert.Equal(2, _notes.Count);
    }

    [Fact]
    public void What_a_long_queue_still_holds_when_it_overflowed_is_ended_too()
    {
        _time.AdvanceTo(MidiInputPump.Period.Ticks);
        _keyboard.Lost = 1;
        for (var i = 0; i < MidiInputPump.MostPerLook; i++)
        {
            _keyboard.Play(MidiEvent.ControlChange(1, 1, i % 128), 0);
        }

        _keyboard.Play(MidiEvent.NoteOn(1, 60, 80), Second / 100);
        _time.AdvanceTo(Second);
        Assert.Equal(60, Assert.Single(_notes).Key);
    }

    /// <summary>Sends what is played, then a flood, each message when it is due.</summary>
    private sealed class Flooding(TimeProvider time) : IMidiInput
    {
        private readonly Queue<MidiHeard> _played = new();

        public Func<int, MidiHeard>? Flood { get; set; }

        public int FloodEnd { get; set; }

        public int Taken { get; private set; }

        public long Lost { get; set; }

        public long Dropped => Lost;

        public string Name => "fake:";

        public void Play(MidiEvent e, long timestamp) => _played.Enqueue(new(e, timestamp));

        public bool TryTake(out MidiHeard heard)
        {
            if (_played.TryDequeue(out heard))
            {
                return true;
            }

            if (Flood is null || Taken >= FloodEnd
                || Flood(Taken) is var next && next.Timestamp > time.GetTimestamp())
            {
                return false;
            }

            heard = Flood(Taken++);
            return true;
        }

        public bool IsAlive() => true;

        public void Dispose()
        {
        }
    }
}
