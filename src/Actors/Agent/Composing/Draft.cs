using System.Collections.Immutable;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What is decided while one slot is answered.</summary>
internal sealed class Draft
{
    private ImmutableArray<NotePlanned> _notes = [];
    private ImmutableArray<NoteId> _withdrawn = [];
    private ImmutableArray<Decision> _decisions = [];
    private ImmutableArray<ProgramPlanned> _programs = [];
    private ImmutableArray<MusicNote> _notesHeard = [];
    private ImmutableArray<MusicHit> _hitsHeard = [];
    private ImmutableArray<FrameMusic> _frames = [];

    /// <summary>What is known of the player's music at the last tick.</summary>
    public MusicNow Music { get; set; } = MusicNow.Nothing;

    /// <summary>A frame reached the mind.</summary>
    public void Know(FrameMusic frame) => _frames = _frames.Add(frame);

    /// <summary>A note was heard.</summary>
    public void Heard(MusicNote note) => _notesHeard = _notesHeard.Add(note);

    /// <summary>A drum was heard.</summary>
    public void Heard(MusicHit hit) => _hitsHeard = _hitsHeard.Add(hit);

    public void Add(Reply reply)
    {
        _notes = _notes.AddRange(reply.Notes);
        _decisions = _decisions.AddRange(reply.Decisions);
    }

    /// <summary>Withdraws notes, of earlier answers or of this one.</summary>
    public void Withdraw(List<NoteId> notes) => _withdrawn = _withdrawn.AddRange(notes);

    /// <summary>A voice changes its instrument.</summary>
    public void Change(ProgramPlanned program) => _programs = _programs.Add(program);

    public void Say(Decision decision) => _decisions = _decisions.Add(decision);

    public AgentDecided Close(Place place, SampleTime watermark) =>
        new(place, watermark, _notes, _withdrawn, _decisions)
        {
            Programs = _programs,
            NotesHeard = _notesHeard,
            HitsHeard = _hitsHeard,
            Music = Music,
            FrameMusic = _frames,
        };
}

/// <summary>What is played on an occasion, and why.</summary>
/// <param name="Notes">In the order in which they are due.</param>
internal sealed record Reply(List<NotePlanned> Notes, List<Decision> Decisions);
