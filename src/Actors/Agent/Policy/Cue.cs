using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>The moment at which something is to be played.</summary>
/// <param name="Tick">When this is decided.</param>
/// <param name="Free">From when on the agent's own voices are free.</param>
/// <param name="Deadline">Everything ends by then; null when there is no hurry.</param>
/// <param name="Kind">What gives rise to it.</param>
/// <param name="Mode">How it is answered.</param>
/// <param name="Call">What it answers.</param>
/// <param name="Memory">What is remembered.</param>
/// <param name="Bearing">How it is to be played.</param>
internal sealed record Cue(
    SampleTime Tick,
    SampleTime Free,
    SampleTime? Deadline,
    CueKind Kind,
    Mode Mode,
    PlayerPhrase Call,
    MemoryView Memory,
    PhraseLimits Bearing)
{
    /// <summary>What is known of the player's music.</summary>
    public MusicNow Music { get; init; } = MusicNow.Nothing;
}

/// <summary>What gives rise to a decision.</summary>
public enum CueKind
{
    /// <summary>A phrase of the player has ended.</summary>
    Answers = 0,

    /// <summary>The player plays on, and the agent plays along.</summary>
    Joins = 1,

    /// <summary>Nobody plays, and the agent begins.</summary>
    Leads = 2,

    /// <summary>What was planned is taken back.</summary>
    Stops = 3,

    /// <summary>More is planned of what was begun.</summary>
    GoesOn = 4,
}
