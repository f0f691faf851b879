using Antiphon.Midi;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class StandardMidiFileTests
{
    private static readonly MidiTicks Ticks = new(960, 120);

    /// <summary>The numbers are the examples of RP-001, "Standard MIDI Files 1.0".</summary>
    [Theory]
    [InlineData(0x00, new byte[] { 0x00 })]
    [InlineData(0x40, new byte[] { 0x40 })]
    [InlineData(0x7F, new byte[] { 0x7F })]
    [InlineData(0x80, new byte[] { 0x81, 0x00 })]
    [InlineData(0x2000, new byte[] { 0xC0, 0x00 })]
    [InlineData(0x3FFF, new byte[] { 0xFF, 0x7F })]
    [InlineData(0x4000, new byte[] { 0x81, 0x80, 0x00 })]
    [InlineData(0x1FFFFF, new byte[] { 0xFF, 0xFF, 0x7F })]
    [InlineData(0x200000, new byte[] { 0x81, 0x80, 0x80, 0x00 })]
    [InlineData(0x0FFFFFFF, new byte[] { 0xFF, 0xFF, 0xFF, 0x7F })]
    public void A_variable_length_quantity_is_as_published(int value, byte[] expected)
    {
        var bytes = new byte[4];
        Assert.Equal(expected, bytes[..VariableLength.Write(value, bytes)]);
        Assert.Equal(expected.Length, VariableLength.Read(expected, out var read));
        Assert.Equal(value, read);
        Assert.Equal(0, VariableLength.Read(expected.AsSpan()[..^1], out _));
    }

    [Fact]
    public void A_variable_length_quantity_comes_back() =>
        Gen.Int[0, VariableLength.Max].Sample(value =>
        {
            var bytes = new byte[4];
            var length = VariableLength.Write(value, bytes);
            Assert.Equal(length, VariableLength.Read(bytes, out var read));
            Assert.Equal(value, read);
        });

    [Fact]
    public void At_the_defaults_a_tick_is_25_half_samples() =>
        Gen.Long[0, 1L << 50].Sample(halfSamples =>
        {
            var time = new SampleTime(halfSamples);
            Assert.Equal((halfSamples + 12) / 25, Ticks.At(time));
            Assert.Equal(Ticks.At(time) * 25, Ticks.TimeOf(Ticks.At(time)).HalfSamples);
        });

    [Fact]
    public void Any_resolution_rounds_to_the_nearest_tick() =>
        Gen.Select(Gen.Int[480, 9600], Gen.Double[20, 300], Gen.Long[0, 1L << 40]).Sample(
            (ticksPerQuarter, bpm, halfSamples) =>
            {
                var ticks = new MidiTicks(ticksPerQuarter, bpm);
                var tickHalfSamples = ticks.MicrosecondsPerQuarter * 0.048 / ticksPerQuarter;
                var back = ticks.TimeOf(ticks.At(new SampleTime(halfSamples)));
                Assert.InRange(
                    Math.Abs(back.HalfSamples - halfSamples), 0, tickHalfSamples / 2 + 0.51);
            });

    [Fact]
    public void What_is_written_is_read()
    {
        var anyNote = Gen.Select(Gen.Int[0, 127], Gen.Int[1, 127], Gen.Long[0, 5000]);
        anyNote.Array[0, 50].Sample(notes =>
        {
            var events = new List<(MidiEvent Event, SampleTime Time)>();
            var at = 0L;
            foreach (var (key, velocity, length) in notes)
            {
                events.Add((MidiEvent.NoteOn(1, key, velocity), new SampleTime(at)));
                at += length;
                events.Add((MidiEvent.NoteOff(1, key), new SampleTime(at)));
            }

            var read = StandardMidiFileReader.Read(Written(events));
            Assert.Equal(["Tempo map", "Melody"], read.Tracks.Select(track => track.Name));
            Assert.Equal(960, read.TicksPerQuarter);
            Assert.Equal(500_000, read.MicrosecondsPerQuarter);
            var track = read.Tracks[1];
            Assert.Equal(events.Select(e => e.Event), track.Events.Select(e => e.Event));
            var ticks = track.Events.Select(e => e.Tick).ToArray();
            Assert.Equal(ticks.Order(), ticks);
            for (var i = 0; i < track.Events.Length; i += 2)
            {
                Assert.True(track.Events[i + 1].Tick > track.Events[i].Tick);
            }

            if (notes.All(note => note.Item3 >= 25))
            {
                Assert.All(events.Zip(track.Events), pair => Assert.Equal(
                    Ticks.At(pair.First.Time), pair.Second.Tick));
            }
        });
    }

    [Fact]
    public void A_pause_of_days_is_bridged()
    {
        var late = SampleTime.FromSeconds(14 * 86_400);
        var read = StandardMidiFileReader.Read(Written(
        [
            (MidiEvent.NoteOn(1, 60, 80), SampleTime.Zero),
            (MidiEvent.NoteOff(1, 60), SampleTime.FromSeconds(1)),
            (MidiEvent.NoteOn(1, 61, 80), late),
        ]));

        Assert.Equal(Ticks.At(late), read.Tracks[1].Events[2].Tick);
        Assert.Equal(MidiEvent.NoteOff(1, 61), read.Tracks[1].Events[3].Event);
    }

    [Fact]
    public void Running_status_and_foreign_chunks_are_understood()
    {
        byte[] bytes =
        [
            .. "MThd"u8, 0, 0, 0, 6, 0, 0, 0, 1, 0, 96,
            .. "XFIH"u8, 0, 0, 0, 2, 1, 2,
            .. "MTrk"u8, 0, 0, 0, 17,
            0, 0xC0, 5, 0, 0x90, 60, 64, 96, 60, 0, 0, 0xF0, 1, 0xF7,
            0, 0xFF, 0x2F,
        ];
        var cutOff = Assert.Throws<MidiException>(() => StandardMidiFileReader.Read(bytes));
        Assert.Equal(MidiFault.File, cutOff.Fault);

        bytes = [.. bytes, 0];
        bytes[31] = 18;
        var track = Assert.Single(StandardMidiFileReader.Read(bytes).Tracks);
        Assert.Equal(
            [
                (0L, MidiEvent.ProgramChange(1, 5)), (0L, MidiEvent.NoteOn(1, 60, 64)),
                (96L, MidiEvent.FromBytes(0x90, 60, 0)),
            ],
            track.Events.ToArray());
    }

    [Fact]
    public void Whatever_is_cut_or_flipped_is_read_or_refused_with_one_exception()
    {
        var good = Written(
        [
            (MidiEvent.ProgramChange(1, 4), SampleTime.Zero),
            (MidiEvent.NoteOn(1, 60, 80), SampleTime.Zero),
            (MidiEvent.NoteOff(1, 60), SampleTime.FromSeconds(1)),
        ]);
        for (var length = 0; length < good.Length; length++)
        {
            Assert.Throws<MidiException>(() => StandardMidiFileReader.Read(good.AsSpan(0, length)));
        }

        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var bytes = (byte[])good.Clone();
            bytes[at] = value;
            try
            {
                StandardMidiFileReader.Read(bytes);
            }
            catch (MidiException refused)
            {
                Assert.Contains("at byte", refused.Message, StringComparison.Ordinal);
            }
        });
    }

    private static byte[] Written(IEnumerable<(MidiEvent Event, SampleTime Time)> events)
    {
        using var stream = new MemoryStream();
        var writer = new StandardMidiFileWriter(stream, Ticks, tracks: 1);
        var track = writer.BeginTrack("Melody");
        foreach (var (e, time) in events)
        {
            track.Add(e, time);
        }

        writer.End();
        return stream.ToArray();
    }
}
