using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What the agent chose to do, and why: one line of <c>decisions.jsonl</c>.</summary>
/// <param name="Id">Rising number; planned notes refer to it.</param>
/// <param name="Time">The tick at which it was taken.</param>
/// <param name="Voice">The line it is for.</param>
/// <param name="Occasion">What gave rise to it.</param>
/// <param name="Mode">How it answers.</param>
/// <param name="Why">One plain sentence for a person.</param>
public sealed record Decision(
    long Id, SampleTime Time, Voice Voice, CueKind Occasion, Mode Mode, string Why)
{
    /// <summary>Notes planned by it, from 0.</summary>
    public int NoteCount { get; init; }

    /// <summary>
    /// For each of its notes, in their order, when the frame it came of was heard.
    /// </summary>
    public IReadOnlyList<SampleTime> NoteSources { get; init; } = [];

    /// <summary>The stretches of memory that it recalled, in order.</summary>
    public IReadOnlyList<RecalledRun> Runs { get; init; } = [];

    /// <summary>Frames of the context that agree with those before the first run, from 0.</summary>
    public int MatchedFrames { get; init; }

    /// <summary>How long these were, in seconds.</summary>
    public double MatchedSeconds { get; init; }

    /// <summary>
    /// What spoke for where it began; null when there was nothing to choose from.
    /// </summary>
    public ChoiceWeights? Weights { get; init; }

    /// <summary>Shift of the recalled pitches, −6…6; that of the first run.</summary>
    public int TranspositionSemitones { get; init; }

    /// <summary>Recalled time is played so many times as long, above 0.</summary>
    public double Stretch { get; init; } = 1;

    /// <summary>
    /// How well the notes keep to what they recall; null where nothing is recalled.
    /// </summary>
    public RecallLikeness? Likeness { get; init; }
}

/// <summary>What spoke for the place at which a recall begins.</summary>
/// <param name="Candidates">Places that were weighed, from 1.</param>
/// <param name="Context">Agreement of what led there with what led here, from 0.</param>
/// <param name="Harmony">How its pitches, moved, fit those of now, −1…1.</param>
/// <param name="Taboo">What is left of its weight because it was recalled of late, 0…1.</param>
/// <param name="Source">
/// Weight of where it comes from: live, corpus, approved or not, from 0.
/// </param>
/// <param name="Chance">The chance it had to be drawn, 0…1.</param>
public sealed record ChoiceWeights(
    int Candidates, double Context, double Harmony, double Taboo, double Source, double Chance);
