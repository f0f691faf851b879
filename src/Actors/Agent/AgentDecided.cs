using System.Collections.Immutable;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>The agent's answer to a slot: all it decided up to its watermark.</summary>
/// <param name="Watermark">
/// No later answer plans or withdraws anything due before this time.
/// </param>
/// <param name="Notes">Newly planned notes, due at or after the previous watermark.</param>
/// <param name="Withdrawn">
/// Notes planned earlier, or in this answer, that must not sound (a sounding one is let go).
/// </param>
/// <param name="Decisions">Why, in order.</param>
public sealed record AgentDecided(
    Place Place,
    SampleTime Watermark,
    ImmutableArray<NotePlanned> Notes,
    ImmutableArray<NoteId> Withdrawn,
    ImmutableArray<Decision> Decisions)
    : Slot(Place)
{
    /// <summary>
    /// Rises by one with each answer of the minds of a run; a number that is missing is an answer
    /// that nobody got, or that a mind died of.
    /// </summary>
    public long Number { get; init; }

    /// <summary>Instruments that voices change to, each at its time.</summary>
    public ImmutableArray<ProgramPlanned> Programs { get; init; } = [];

    /// <summary>
    /// What came in since the last answer, with the tick at which it is known: with the seed and
    /// the memory at the start, all that the decisions rest on.
    /// </summary>
    public ImmutableArray<MindEvent> Heard { get; init; } = [];

    /// <summary>Notes that were heard and have ended, its own among them.</summary>
    public ImmutableArray<MusicNote> NotesHeard { get; init; } = [];

    /// <summary>Drums that were heard.</summary>
    public ImmutableArray<MusicHit> HitsHeard { get; init; } = [];

    /// <summary>What is known of the player's music at the watermark.</summary>
    public MusicNow Music { get; init; } = MusicNow.Nothing;

    /// <summary>The same for each frame as it reached the mind, in the order of frames.</summary>
    public ImmutableArray<FrameMusic> FrameMusic { get; init; } = [];

    /// <summary>
    /// True for the answer to the end of the input: nothing more will be planned.
    /// </summary>
    public bool IsLast { get; init; }

    /// <summary>
    /// True for the answer to 10 ms of sound, which lie inside the stretch of a token.
    /// </summary>
    public bool IsReflex { get; init; }
}
