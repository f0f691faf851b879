using System.Collections.Immutable;
using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>What is known in detail of the last ten minutes, in the order of time.</summary>
public sealed record SessionDetails(
    IReadOnlyList<SegmentEnvelope> Call,
    IReadOnlyList<FrameToken> Tokens,
    IReadOnlyList<NotePlanned> Notes,
    IReadOnlyList<TakenDecision> Decisions,
    IReadOnlyList<Gap> Gaps,
    IReadOnlyList<HealthNotice> Notices)
{
    /// <summary>Stretches in which files of the session could not be written.</summary>
    public IReadOnlyList<UnkeptStretch> Unkept { get; init; } = [];

    /// <summary>Commands, presets, losses and returns.</summary>
    public IReadOnlyList<SessionMoment> Moments { get; init; } = [];

    /// <summary>The start apart from the playing; null for what did not outlast it.</summary>
    public PlayingLatency? Latency { get; init; }

    /// <summary>What was played on a MIDI keyboard, in the order in which it ended.</summary>
    public IReadOnlyList<NoteHeard> Keys { get; init; } = [];

    /// <summary>The player's notes as the ear heard them, as they ended.</summary>
    public IReadOnlyList<MusicNote> Heard { get; init; } = [];

    /// <summary>When the player's beats fell, as far as they were known.</summary>
    public IReadOnlyList<SampleTime> Beats { get; init; } = [];

    /// <summary>The player's chords by name, each from when it sounded.</summary>
    public IReadOnlyList<(SampleTime Time, string Name)> Chords { get; init; } = [];

    /// <summary>Bars of the chart, each from when it was played; null where it was left.</summary>
    public IReadOnlyList<(SampleTime Time, ChartPlace? Place)> Bars { get; init; } = [];

    /// <summary>What the ear heard in frames, by their ordinals.</summary>
    public IReadOnlyDictionary<long, HeardFrame> HeardFrames { get; init; } =
        ImmutableDictionary<long, HeardFrame>.Empty;

    /// <summary>The part of it that is music.</summary>
    public PlayedMusic Music =>
        PlayedMusic.Of(Tokens, Notes, [.. Decisions.Select(taken => taken.Decision)]) with
        {
            Heard = HeardFrames,
        };
}

/// <summary>A decision with what it led to, and what it cost.</summary>
/// <param name="Notes">The notes that it planned, in order; some may be withdrawn since.</param>
/// <param name="StageMs">How long each stage had just worked; null when unknown.</param>
public sealed record TakenDecision(
    Decision Decision, IReadOnlyList<NotePlanned> Notes, StageMs? StageMs)
{
    /// <param name="notes">Notes of this decision and of others.</param>
    public static TakenDecision Of(
        Decision decision, IEnumerable<NotePlanned> notes, StageMs? stageMs = null) =>
        new(decision, [.. notes.Where(note => note.DecisionId == decision.Id)], stageMs);
}

/// <summary>A stretch in which files of the session could not be written.</summary>
/// <param name="UntilSeconds">Null when it lasted to the end.</param>
/// <param name="Why">As the system said it.</param>
public sealed record UnkeptStretch(double FromSeconds, double? UntilSeconds, string Why);
