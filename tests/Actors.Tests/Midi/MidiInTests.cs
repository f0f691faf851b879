using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Time;
using CsCheck;
using Xunit;
using static Antiphon.Tests.Midi.Notes;

namespace Antiphon.Tests.Midi;

public sealed class MidiInTests
{
    private static readonly Gen<MidiEvent> AnyEvent = Gen.Select(
        Gen.Int[0x80, 0xEF], Gen.Int[0, 127], Gen.Int[0, 127],
        (status, data1, data2) => MidiEvent.FromBytes(
            status, data1, MidiEvent.DataBytes(status) == 2 ? data2 : 0));

    [Fact]
    public void Running_status_and_clock_bytes_anywhere_lose_nothing() =>
        Gen.Select(AnyEvent.List[0, 40], Gen.Int[0, int.MaxValue]).Sample((events, seed) =>
        {
            var chance = new Random(seed);
            var bytes = new List<byte>();
            var running = 0;
            var message = new byte[3];
            foreach (var e in events)
            {
                var length = e.CopyTo(message);
                for (var i = e.Status == running ? 1 : 0; i < length; i++)
                {
                    bytes.AddRange(chance.Next(3) == 0 ? [0xF8] : []);
                    bytes.Add(message[i]);
                }

                running = e.Status;
            }

            Assert.Equal(events, Parse([.. bytes]));
        });

    [Fact]
    public void System_messages_are_skipped_and_end_running_status() => Assert.Equal(
        [MidiEvent.NoteOn(1, 60, 80), MidiEvent.ProgramChange(2, 5)],
        Parse([61, 0x90, 60, 80, 0xF0, 1, 2, 3, 0xF7, 62, 90, 0xF2, 4, 5, 63, 0xC1, 5]));

    [Fact]
    public void A_key_down_and_up_is_a_note()
    {
        var ear = new NoteAssembler();
        Assert.Empty(ear.Hear(MidiEvent.NoteOn(1, 60, 70), Ms(100)));
        Assert.Empty(ear.Hear(MidiEvent.ControlChange(1, 64, 127), Ms(150)));
        Assert.Empty(ear.Hear(MidiEvent.NoteOff(2, 60), Ms(200)));
        Assert.Equal(
            [new NoteHeard(Ms(100), SampleCount.FromSeconds(0.25), 60, 70)],
            ear.Hear(MidiEvent.NoteOff(1, 60), Ms(350)));
        Assert.Empty(ear.Hear(MidiEvent.NoteOff(1, 60), Ms(400)));
    }

    [Fact]
    public void A_key_struck_again_ends_its_note()
    {
        var ear = new NoteAssembler();
        ear.Hear(MidiEvent.NoteOn(1, 60, 70), Ms(0));
        Assert.Equal(70, ear.Hear(MidiEvent.NoteOn(1, 60, 90), Ms(0)).Single().Velocity);
        var note = ear.Hear(MidiEvent.NoteOff(1, 60), Ms(0)).Single();
        Assert.Equal((90, 1L), (note.Velocity, note.Length.Samples));
    }

    [Fact]
    public void All_notes_off_and_a_lost_keyboard_end_what_is_held()
    {
        var ear = new NoteAssembler();
        ear.Hear(MidiEvent.NoteOn(1, 60, 70), Ms(0));
        ear.Hear(MidiEvent.NoteOn(2, 61, 70), Ms(0));
        Assert.Equal(60, ear.Hear(MidiEvent.AllNotesOff(1), Ms(10)).Single().Key);
        Assert.Equal(61, ear.Release(Ms(20)).Single().Key);
        Assert.Empty(ear.Release(Ms(30)));
    }

    [Fact]
    public void What_is_played_reaches_the_second_ear_also_across_a_loss()
    {
        var time = new ManualTimeProvider();
        var clock = new SampleClock(time);
        clock.Anchor(SampleTime.Zero, time.GetTimestamp());
        var pressed = new List<KeyPressed>();
        var notes = new List<NoteHeard>();
        var keyboard = new FakeKeyboard();
        using var pump = new MidiInputPump(
            "fake:", keyboard.Open,
            new KeyboardInput(clock, pressed.Add, notes.Add), time);

        keyboard.Plays.Enqueue(new(MidiEvent.NoteOn(1, 60, 70), 1_000_000));
        time.AdvanceTo(1_100_000);
        Assert.Equal([new KeyPressed(Ms(100), 60, 70)], pressed);
        Assert.Empty(notes);
        keyboard.Plugged = false;
        time.AdvanceTo(5_100_000);
        Assert.False(pump.IsOpen);
        Assert.Equal([new NoteHeard(Ms(100), SampleCount.FromSeconds(0.4), 60, 70)], notes);

        keyboard.Plugged = true;
        time.AdvanceTo(20_000_000);
        keyboard.Plays.Enqueue(new(MidiEvent.NoteOn(1, 62, 70), 21_000_000));
        keyboard.Plays.Enqueue(new(MidiEvent.NoteOff(1, 62), 22_000_000));
        time.AdvanceTo(22_100_000);
        Assert.True(pump.IsOpen);
        Assert.Equal(new NoteHeard(Ms(2100), SampleCount.FromSeconds(0.1), 62, 70), notes[^1]);
        Assert.Equal(3, pump.Heard);
        Assert.Equal(4, pump.Dropped);
    }

    private static List<MidiEvent> Parse(byte[] bytes)
    {
        var parser = new MidiStreamParser();
        return [.. bytes.Select(b => (Complete: parser.Take(b, out var e), e))
            .Where(taken => taken.Complete).Select(taken => taken.e)];
    }

    private sealed class FakeKeyboard
    {
        public Queue<MidiHeard> Plays { get; } = new();

        public bool Plugged { get; set; } = true;

        public IMidiInput Open() =>
            Plugged ? new Input(this) : throw new MidiException(MidiFault.Output, "unplugged");

        private sealed class Input(FakeKeyboard keyboard) : IMidiInput
        {
            public string Name => "fake:";

            public long Dropped => 2;

            public bool TryTake(out MidiHeard heard) => keyboard.Plays.TryDequeue(out heard);

            public bool IsAlive() => keyboard.Plugged;

            public void Dispose()
            {
            }
        }
    }
}
