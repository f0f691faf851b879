using Antiphon.Midi;
using Antiphon.Notes;
using Xunit;
using static Antiphon.Tests.Midi.Notes;

namespace Antiphon.Tests.Midi;

public sealed class MidiTransportTests : IDisposable
{
    private readonly ListeningOutput _output = new();
    private readonly List<NoteSounded> _heard = [];

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Programs_go_out_before_anything_else()
    {
        var transport = Make(TransportClock.Virtual);
        transport.Plan(Note(1, 0, 100));
        transport.Advance(Ms(1));

        Assert.Equal(MidiEvent.ProgramChange(1, 11), _output.Events[0].Event);
        Assert.Equal(MidiEvent.ProgramChange(2, 32), _output.Events[1].Event);
        Assert.Equal(MidiEvent.ProgramChange(3, 4), _output.Events[2].Event);
        Assert.Equal(MidiEvent.NoteOn(1, 60, 80), _output.Events[3].Event);
    }

    [Fact]
    public void On_a_virtual_clock_times_are_exact_and_the_watermark_itself_waits()
    {
        var transport = Make(TransportClock.Virtual);
        transport.Plan(Note(1, 100, 250));
        transport.Advance(Ms(100));
        Assert.Empty(_output.Notes);
        transport.Advance(Ms(700));

        Assert.Equal(
            [(MidiEvent.NoteOn(1, 60, 80), Ms(100)), (MidiEvent.NoteOff(1, 60), Ms(350))],
            _output.Notes);
        Assert.Equal([new NoteSounded(new NoteId(1), Ms(100), 0, true)], _heard);
        Assert.Equal(0, transport.Statistics.Lateness.MaxMs);
        Assert.Equal(0.35, transport.Statistics.LongestSilenceSeconds, 9);
        Assert.Equal(Ms(350), transport.LastEnd);
    }

    [Fact]
    public void At_one_time_offs_go_before_ons_and_ons_by_id()
    {
        var transport = Make(TransportClock.Real);
        transport.Plan(Note(3, 100, 100, key: 61));
        transport.Plan(Note(2, 100, 100, key: 62));
        transport.Plan(Note(1, 0, 100, key: 60));
        transport.Advance(Ms(0));
        transport.Advance(Ms(100));

        Assert.Equal(
            [
                MidiEvent.NoteOn(1, 60, 80), MidiEvent.NoteOff(1, 60),
                MidiEvent.NoteOn(1, 62, 80), MidiEvent.NoteOn(1, 61, 80),
            ],
            _output.Notes.Select(sent => sent.Event));
    }

    [Fact]
    public void A_second_note_on_a_key_ends_the_first()
    {
        var transport = Make(TransportClock.Virtual);
        transport.Plan(Note(1, 0, 500));
        transport.Plan(Note(2, 200, 100));
        transport.Advance(Ms(1000));

        Assert.Equal(
            [
                (MidiEvent.NoteOn(1, 60, 80), Ms(0)), (MidiEvent.NoteOff(1, 60), Ms(200)),
                (MidiEvent.NoteOn(1, 60, 80), Ms(200)), (MidiEvent.NoteOff(1, 60), Ms(300)),
            ],
            _output.Notes);
    }

    [Fact]
    public void No_note_is_longer_than_the_longest()
    {
        var transport = Make(TransportClock.Virtual);
        transport.Plan(Note(1, 0, 60_000));
        transport.Advance(Ms(100_000));

        Assert.Equal(Ms(8000), _output.Notes.Last().Due);
        Assert.Equal(8, transport.Statistics.LongestSeconds);
    }

    [Fact]
    public void A_withdrawn_note_is_gone_or_ends_now()
    {
        var transport = Make(TransportClock.Real);
        transport.Plan(Note(1, 0, 1000));
        transport.Plan(Note(2, 100, 1000, key: 61));
        transport.Advance(Ms(0));

        Assert.True(transport.Withdraw(new NoteId(1)));
        Assert.True(transport.Withdraw(new NoteId(2)));
        Assert.False(transport.Withdraw(new NoteId(3)));
        Assert.True(transport.NextDue <= Ms(50));
        transport.Advance(Ms(50));

        Assert.Equal((MidiEvent.NoteOff(1, 60), Ms(50)), _output.Notes.Last());
        Assert.Equal(2, _output.Notes.Count());
        Assert.Null(transport.NextDue);
        Assert.Equal(2, transport.Statistics.Withdrawn);
    }

    [Fact]
    public void A_burst_after_a_stall_is_flushed_and_its_note_offs_are_not()
    {
        var transport = Make(TransportClock.Real);
        transport.Plan(Note(1, 0, 200));
        transport.Advance(Ms(0));
        for (var i = 2; i < 12; i++)
        {
            transport.Plan(Note(i, 90 + i, 2000, key: 60 + i));
        }

        transport.Plan(Note(20, 950, 1000, key: 90));
        transport.Advance(Ms(1000));

        Assert.Equal(
            [MidiEvent.NoteOn(1, 60, 80), MidiEvent.NoteOff(1, 60), MidiEvent.NoteOn(1, 90, 80)],
            _output.Notes.Select(sent => sent.Event));
        Assert.Equal(10, _heard.Count(note => !note.Sounded));
        var statistics = transport.Statistics;
        Assert.Equal(10, statistics.Flushed);
        Assert.Equal(2, statistics.Late);
        Assert.Equal(800, statistics.Lateness.MaxMs, 6);
    }

    [Fact]
    public void A_full_queue_refuses_the_note_due_last()
    {
        var transport = Make(TransportClock.Virtual, new MidiOptions { MaxPlannedNotes = 16 });
        for (var i = 1; i <= 16; i++)
        {
            transport.Plan(Note(i, 100 * i, 50, key: 40 + i));
        }

        transport.Plan(Note(17, 50, 50));
        transport.Plan(Note(18, 9000, 50));

        Assert.Equal([16L, 18L], _heard.Select(note => note.Id.Value));
        Assert.All(_heard, note => Assert.False(note.Sounded));
        Assert.Equal(2, transport.Statistics.Refused);
    }

    [Fact]
    public void Panic_ends_notes_then_sends_both_controllers_on_each_channel()
    {
        var transport = Make(TransportClock.Real);
        transport.Plan(Note(1, 0, 1000));
        transport.Plan(Note(2, 0, 1000, key: 40, voice: Voice.Bass));
        transport.Plan(Note(3, 500, 100));
        transport.Advance(Ms(0));
        Assert.True(transport.Panic(Ms(100)));

        Assert.Equal(
            [
                MidiEvent.NoteOff(1, 60), MidiEvent.NoteOff(2, 40),
                MidiEvent.AllNotesOff(1), MidiEvent.AllSoundOff(1),
                MidiEvent.AllNotesOff(2), MidiEvent.AllSoundOff(2),
                MidiEvent.AllNotesOff(3), MidiEvent.AllSoundOff(3),
            ],
            _output.Events.TakeLast(8).Select(sent => sent.Event));
        Assert.Equal(1, _output.Flushes);
        Assert.False(_heard.Single(note => note.Id.Value == 3).Sounded);
        Assert.Equal(0.1, transport.Statistics.LongestSeconds, 9);

        transport.Plan(Note(4, 200, 100));
        transport.Close(Ms(150));
        transport.Plan(Note(5, 200, 100));
        transport.Advance(Ms(1000));
        Assert.Equal(0, _output.Open);
        Assert.Equal(1, transport.Statistics.Refused);
    }

    [Fact]
    public void A_note_off_that_did_not_get_out_is_tried_again()
    {
        var transport = Make(TransportClock.Real);
        transport.Plan(Note(1, 0, 100));
        transport.Advance(Ms(0));
        _output.Throws = _ => true;
        transport.Plan(Note(2, 100, 500));
        transport.Advance(Ms(100));

        var broken = transport.Statistics;
        Assert.Equal(1, broken.Hanging);
        Assert.Equal("listening:: unplugged", broken.LastSendFault);
        Assert.False(_heard.Last().Sounded);
        Assert.True(transport.NextDue > Ms(100));

        _output.Throws = _ => false;
        transport.Advance(Ms(250));
        Assert.Equal(0, transport.Statistics.Hanging);
        Assert.Equal(0, _output.Open);
    }

    [Fact]
    public void A_note_lost_to_a_broken_output_is_counted_as_hanging()
    {
        var transport = Make(TransportClock.Real);
        transport.Plan(Note(1, 0, 100));
        transport.Advance(Ms(0));
        _output.Throws = _ => true;
        transport.Close(Ms(50));

        Assert.Equal(1, transport.Statistics.Hanging);
    }

    [Fact]
    public void An_output_that_sounds_by_itself_is_fed_early()
    {
        using var output = new ListeningOutput { SoundsAtDue = true };
        var transport = new MidiTransport(
            output, new MidiOptions { LookAheadMs = 30 }, TransportClock.Real, _heard.Add);
        transport.Plan(Note(1, 100, 100));
        Assert.Equal(Ms(70), transport.NextDue);
        transport.Advance(Ms(69));
        Assert.Empty(output.Notes);
        transport.Advance(Ms(70));

        Assert.Equal((MidiEvent.NoteOn(1, 60, 80), Ms(100)), output.Notes.Single());
        Assert.Equal(0, transport.Statistics.Lateness.MaxMs);
    }

    [Fact]
    public void A_note_that_cannot_be_is_the_callers_fault()
    {
        var transport = Make(TransportClock.Virtual);
        Assert.Throws<ArgumentOutOfRangeException>(() => transport.Plan(Note(1, 0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => transport.Plan(Note(1, 0, 10, key: 128)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => transport.Plan(Note(1, 0, 10) with { Velocity = 0 }));
        transport.Plan(Note(1, 0, 10));
        Assert.Throws<ArgumentException>(() => transport.Plan(Note(1, 0, 10)));
    }

    private MidiTransport Make(TransportClock clock, MidiOptions? options = null) =>
        new(_output, options ?? new MidiOptions(), clock, _heard.Add);
}
