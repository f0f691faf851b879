using Antiphon.Midi;
using Antiphon.Notes;
using Xunit;
using static Antiphon.Tests.Midi.Notes;

namespace Antiphon.Tests.Midi;

public sealed class NoteLedgerTests
{
    private readonly NoteLedger _ledger = new(longestNoteSeconds: 8);

    [Fact]
    public void It_knows_what_sounds_and_what_ends_first()
    {
        Assert.Equal(Ms(500), _ledger.Begin(new NoteId(1), 1, 60, Ms(0), Ms(500)));
        Assert.Equal(Ms(8000), _ledger.Begin(new NoteId(2), 2, 60, Ms(0), Ms(9000)));
        _ledger.Begin(new NoteId(3), 16, 127, Ms(0), Ms(500));

        Assert.True(_ledger.TryNextEnd(out var first));
        Assert.Equal(new NoteId(1), first.Id);
        _ledger.Ended(first);
        Assert.False(_ledger.TryFind(1, 60, out _));
        Assert.True(_ledger.TryFind(16, 127, out _));
        Assert.Equal([2L, 3L], _ledger.Sounding().Select(note => note.Id.Value));
    }

    [Fact]
    public void A_key_holds_one_note()
    {
        _ledger.Begin(new NoteId(1), 1, 60, Ms(0), Ms(500));
        Assert.Throws<InvalidOperationException>(
            () => _ledger.Begin(new NoteId(2), 1, 60, Ms(100), Ms(500)));
        Assert.True(_ledger.TryFind(1, 60, out var note));
        _ledger.Ended(note);
        Assert.Throws<InvalidOperationException>(() => _ledger.Ended(note));
    }

    [Fact]
    public void A_cut_note_ends_at_once_but_never_before_it_began()
    {
        _ledger.Begin(new NoteId(1), 1, 60, Ms(100), Ms(500));
        _ledger.Begin(new NoteId(2), 1, 61, Ms(0), Ms(40));
        Assert.True(_ledger.Cut(new NoteId(1)));
        Assert.True(_ledger.Cut(new NoteId(1)));
        Assert.True(_ledger.Cut(new NoteId(2)));
        Assert.False(_ledger.Cut(new NoteId(3)));
        Assert.Equal(2, _ledger.CutCount);
        _ledger.EndCutNotesAt(Ms(50));

        Assert.Equal(0, _ledger.CutCount);
        Assert.Equal([Ms(100), Ms(40)], _ledger.Sounding().Select(note => note.End));
    }

    [Fact]
    public void An_event_outside_the_wire_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MidiEvent.NoteOn(0, 60, 80));
        Assert.Throws<ArgumentOutOfRangeException>(() => MidiEvent.NoteOn(17, 60, 80));
        Assert.Throws<ArgumentOutOfRangeException>(() => MidiEvent.NoteOn(1, 60, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MidiEvent.NoteOff(1, 128));
        Assert.Throws<ArgumentOutOfRangeException>(() => MidiEvent.ControlChange(1, 7, 128));
        Assert.Throws<ArgumentOutOfRangeException>(() => MidiEvent.ProgramChange(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MidiEvent.FromBytes(0xF8, 0, 0));
        Assert.True(MidiEvent.FromBytes(0x95, 60, 0).IsNoteOff);
        Assert.Equal(6, MidiEvent.FromBytes(0x95, 60, 0).Channel);
        Assert.Equal(2, MidiEvent.ProgramChange(16, 1).Length);
    }
}
