using Antiphon.Disk;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;
using static Antiphon.Tests.Midi.Notes;

namespace Antiphon.Tests.Midi;

public sealed class FileMidiOutputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-midi-");

    private string Reply => Path.Combine(_folder.FullName, "reply.mid");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_file_holds_both_voices_and_nothing_else_is_left()
    {
        Play(Reply, stepMs: 350);

        var file = StandardMidiFileReader.Read(File.ReadAllBytes(Reply));
        Assert.Equal(1, file.Format);
        Assert.Equal(["Tempo map", "Melody", "Bass"], file.Tracks.Select(track => track.Name));
        Assert.Equal(
            [
                (0L, MidiEvent.ProgramChange(1, 11)), (192L, MidiEvent.NoteOn(1, 60, 80)),
                (672L, MidiEvent.NoteOff(1, 60)), (672L, MidiEvent.NoteOn(1, 62, 80)),
                (1152L, MidiEvent.NoteOff(1, 62)),
            ],
            file.Tracks[1].Events.ToArray());
        Assert.Equal(
            [
                (0L, MidiEvent.ProgramChange(2, 32)), (192L, MidiEvent.NoteOn(2, 36, 80)),
                (1152L, MidiEvent.NoteOff(2, 36)),
            ],
            file.Tracks[2].Events.ToArray());
        Assert.Equal(Reply, Assert.Single(Directory.GetFiles(_folder.FullName)));
    }

    [Fact]
    public void The_bytes_do_not_depend_on_how_time_was_cut_up()
    {
        Play(Reply, stepMs: 350);
        var other = Path.Combine(_folder.FullName, "other.mid");
        Play(other, stepMs: 7);

        Assert.Equal(File.ReadAllBytes(Reply), File.ReadAllBytes(other));
    }

    [Fact]
    public void Who_sends_while_another_thread_writes_the_file_loses_nothing()
    {
        const int notes = 10_000;
        using (var output = new FileMidiOutput(Reply, new MidiOptions()))
        using (var both = new Barrier(2))
        {
            void Send(int first, int end)
            {
                for (var i = first; i < end; i++)
                {
                    output.Send(MidiEvent.NoteOn(1, i % 128, 80), Ms(10 * i));
                    output.Send(MidiEvent.NoteOff(1, i % 128), Ms(10 * i + 5));
                }
            }

            Send(0, notes / 2);
            var sender = new Thread(() =>
            {
                both.SignalAndWait();
                Send(notes / 2, notes);
            });
            sender.Start();
            both.SignalAndWait();
            do
            {
                output.Flush();
            }
            while (sender.IsAlive);
        }

        var events = Events(track: 1).Where(e => e.Event.IsNoteOn || e.Event.IsNoteOff);
        Assert.Equal(
            Enumerable.Range(0, notes).SelectMany(i => new[]
            {
                MidiEvent.NoteOn(1, i % 128, 80), MidiEvent.NoteOff(1, i % 128),
            }),
            events.Select(e => e.Event));
    }

    [Fact]
    public void A_flushed_file_is_whole_and_goes_on()
    {
        using (var output = new FileMidiOutput(Reply, new MidiOptions()))
        {
            output.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0));
            output.Flush();
            Assert.Equal(2, Events(track: 1).Length);
            output.Send(MidiEvent.NoteOff(1, 60), Ms(500));
        }

        Assert.Equal(960, Events(track: 1)[1].Tick);
    }

    [Fact]
    public void A_full_file_takes_only_the_note_offs_it_owes()
    {
        using (var output = new FileMidiOutput(Reply, new MidiOptions(), maxEvents: 2))
        {
            output.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0));
            output.Send(MidiEvent.NoteOn(1, 61, 80), Ms(0));
            output.Send(MidiEvent.NoteOn(1, 62, 80), Ms(0));
            output.Send(MidiEvent.NoteOff(1, 60), Ms(100));
            output.Send(MidiEvent.NoteOff(1, 61), Ms(200));
            output.Send(MidiEvent.NoteOff(1, 62), Ms(300));
            Assert.Equal(2, output.LeftOut);
        }

        Assert.Equal([0L, 0, 192, 384], Events(track: 1).Select(e => e.Tick));
    }

    [Fact]
    public void What_was_sent_is_on_the_disk_when_it_was_kept_and_a_kill_costs_no_more()
    {
        var output = new FileMidiOutput(Reply, new MidiOptions());
        output.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0));
        output.Send(MidiEvent.NoteOff(1, 60), Ms(500));
        ((IGrowingFile)output).Write();
        output.Send(MidiEvent.NoteOn(1, 62, 80), Ms(600));

        // Killed: nobody ends it. Half an event more may have been written.
        var killed = Path.Combine(_folder.FullName, "killed.mid");
        File.Copy($"{Reply}.events", $"{killed}.events");
        File.AppendAllText($"{killed}.events", "half");
        Assert.True(FileMidiOutput.Finish(killed, new MidiOptions()));
        Assert.Equal(
            [MidiEvent.NoteOn(1, 60, 80), MidiEvent.NoteOff(1, 60)],
            Events(killed, track: 1).Select(e => e.Event));
        Assert.False(File.Exists($"{killed}.events"));
        Assert.False(FileMidiOutput.Finish(killed, new MidiOptions()));
        output.Dispose();
    }

    [Fact]
    public void The_log_stays_until_the_file_stands()
    {
        var output = new FileMidiOutput(Reply, new MidiOptions());
        output.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0));
        Directory.CreateDirectory($"{Reply}.part");
        Assert.Throws<MidiException>(output.Dispose);
        Assert.True(File.Exists($"{Reply}.events"));
        Assert.False(File.Exists(Reply));

        Directory.Delete($"{Reply}.part");
        Assert.True(FileMidiOutput.Finish(Reply, new MidiOptions()));
        Assert.Equal(2, Events(Reply, track: 1).Length);
        Assert.Equal(Reply, Assert.Single(Directory.GetFiles(_folder.FullName)));
    }

    [Fact]
    public void A_file_that_is_an_extra_tells_and_throws_nothing()
    {
        List<string> told = [];
        var output = new FileMidiOutput(Reply, new MidiOptions()) { Failed = told.Add };
        output.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0));
        Directory.CreateDirectory($"{Reply}.part");
        output.Dispose();
        Assert.Contains(Reply, Assert.Single(told), StringComparison.Ordinal);
        Assert.True(File.Exists($"{Reply}.events"));
    }

    [Fact]
    public void An_unwritable_place_is_said_clearly()
    {
        var missing = Path.Combine(_folder.FullName, "missing", "reply.mid");
        var refused = Assert.Throws<MidiException>(
            () => Open($"file:{missing}"));
        Assert.Equal(MidiFault.Address, refused.Fault);
        Assert.Contains(missing, refused.Message, StringComparison.Ordinal);
        Assert.Throws<MidiException>(
            () => Open($"file:{_folder.FullName}"));
    }

    [Fact]
    public void Null_is_an_output()
    {
        using var output = Open("null:");
        Assert.IsType<NullMidiOutput>(output);
    }

    private static IMidiOutput Open(string address) => MidiOutputs
        .OpenAll([address], new MidiOptions(), new SampleClock(TimeProvider.System))
        .Single();

    private static void Play(string path, double stepMs)
    {
        using var output = Open($"file:{path}");
        var transport = new MidiTransport(
            output, new MidiOptions(), TransportClock.Virtual, _ => { });
        transport.Plan(Note(1, 100, 250));
        transport.Plan(Note(2, 350, 250, key: 62));
        transport.Plan(Note(3, 100, 500, key: 36, voice: Voice.Bass));
        for (var now = 0.0; now < 1000; now += stepMs)
        {
            transport.Advance(Ms(now));
        }

        transport.Close(Ms(1000 + stepMs));
    }

    private System.Collections.Immutable.ImmutableArray<(long Tick, MidiEvent Event)> Events(
        int track) => Events(Reply, track);

    private static System.Collections.Immutable.ImmutableArray<(long Tick, MidiEvent Event)> Events(
        string path, int track) =>
        StandardMidiFileReader.Read(File.ReadAllBytes(path)).Tracks[track].Events;
}
