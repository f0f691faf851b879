using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What the agent chose to do, and why: one line of <c>decisions.jsonl</c>.</summary>
/// <param name="Id">Rising number; planned notes refer to it.</param>
/// <param name="Time">The tick at which it was taken.</param>
/// <param name="Voice">The line it is for.</param>
/// <param name="Mode">imitate, contrast or silence.</param>
/// <param name="Why">One plain sentence for a person.</param>
/// <param name="SourceTimes">
/// Times of the remembered frames the notes came from, in order of recall.
/// </param>
/// <param name="MatchedContext">Frames of the live context found again in memory, from 0.</param>
/// <param name="Jumps">How often the recall followed a suffix link instead of going on.</param>
/// <param name="TranspositionSemitones">Shift applied to the recalled pitches.</param>
/// <param name="NoteCount">Notes planned by it, from 0.</param>
public sealed record Decision(
    long Id,
    SampleTime Time,
    Voice Voice,
    string Mode,
    string Why,
    IReadOnlyList<SampleTime> SourceTimes,
    int MatchedContext,
    int Jumps,
    int TranspositionSemitones,
    int NoteCount);
