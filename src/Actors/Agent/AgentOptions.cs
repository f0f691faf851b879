using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Agent;

/// <summary>How the agent listens and answers.</summary>
public sealed record AgentOptions
{
    [Range(0L, long.MaxValue)]
    [Description("Seed of all musical chance; the same seed and sound give the same reply")]
    public long Seed { get; init; } = 1;

    [Description("The upper line")]
    public VoiceOptions Melody { get; init; } = new();

    [Description("The lower line")]
    public VoiceOptions Bass { get; init; } = new()
    {
        LowestKey = 31,
        HighestKey = 52,
        NotesPerSecond = 1.5,
        ActiveSeconds = 40,
        ListeningSeconds = 12,
    };

    [Description("The ways to answer and to play along")]
    public ModesOptions Modes { get; init; } = new();

    [Description("The way through the memory")]
    public NavigationOptions Navigation { get; init; } = new();

    [Description("Rules for unattended rooms")]
    public VenueOptions House { get; init; } = new();

    [Range(0.0, 2000.0)]
    [Description("Time after a segment's end at which its tokens may be acted on, in ms")]
    public double DecisionDelayMs { get; init; } = 150;

    [Range(50.0, 5000.0)]
    [Description("Silence that ends a call, in ms")]
    public double PhraseEndMs { get; init; } = 300;

    [Range(20.0, 80.0)]
    [Description("Sound this far below the player's loudest counts as silence, in dB")]
    public double QuietBelowPeakDb { get; init; } = 40;

    [Range(20.0, 2000.0)]
    [Description("Least playing that is answered, in ms")]
    public double ShortestCallMs { get; init; } = 150;

    [Range(2.0, 120.0)]
    [Description("Playing without a pause after which the agent joins in, in seconds")]
    public double MaxListenSeconds { get; init; } = 7;

    [Range(0.02, 10.0)]
    [Description("Half-life of the vote by which frames become a gesture, in seconds")]
    public double GestureHalfLifeSeconds { get; init; } = 0.4;

    [Range(0.0, 2000.0)]
    [Description("Least time from the decision to the first note, in ms")]
    public double EarliestEntranceMs { get; init; } = 100;

    [Range(0.0, 2000.0)]
    [Description("Most time from the decision to the first note, in ms")]
    public double LatestEntranceMs { get; init; } = 600;

    [Range(20.0, 2000.0)]
    [Description("Playing into an answer that stops it, in ms")]
    public double InterruptMs { get; init; } = 120;

    [Range(3.0, 40.0)]
    [Description("Attack into an answer that stops it at once, in dB above the last 50 ms")]
    public double YieldOnsetDb { get; init; } = 9;

    [Range(-90.0, 0.0)]
    [Description("Attacks quieter than this stop nothing, in dBFS")]
    public double YieldLoudnessDb { get; init; } = -50;

    [Range(0.5, 7.0)]
    [Description("Shortest answer, in seconds")]
    public double ShortestReplySeconds { get; init; } = 1.5;

    [Range(0.5, 7.0)]
    [Description("Longest answer, in seconds")]
    public double LongestReplySeconds { get; init; } = 6;

    [Range(0.1, 8.0)]
    [Description("No note is longer, in seconds")]
    public double LongestNoteSeconds { get; init; } = 8;

    [Range(0.0, 1.0)]
    [Description(
        "How often an answer is composed of the notes that were heard; else memory is recalled")]
    public double ComposedShare { get; init; } = 1;

    [Range(0.0, 1.0)]
    [Description("How often both voices may strike together; else the bass gives way")]
    public double TogetherShare { get; init; }

    [Range(0.0, 1.5)]
    [Description("How loudly it plays, as a share of what it recalls")]
    public double Level { get; init; } = 1;

    [Range(1, 6000)]
    [Description("Most notes a minute, both voices together")]
    public int NotesPerMinute { get; init; } = 400;

    [Range(0.0, 120.0)]
    [Description("Silence after which it begins by itself, in seconds; 0: never")]
    public double AutonomyAfterSeconds { get; init; }

    [Range(0.0, 5000.0)]
    [Description("Time after an own note in which its pitch is still taken for an echo, in ms")]
    public double OwnTailMs { get; init; } = 500;

    [Range(0.0, 1000.0)]
    [Description("Time after an own note's start in which a noise is taken for its attack, in ms")]
    public double OwnAttackMs { get; init; } = 120;

    [Range(0.0, 14_400.0)]
    [Description("Length of the arc that the performance follows, in seconds; 0: none")]
    public double ArcSeconds { get; init; }

    [Range(0.0, 600.0)]
    [Description("Fade-out at the end of an arc, in seconds")]
    public double FadeOutSeconds { get; init; } = 10;

    [Range(1.0, 60.0)]
    [Description("Time after the end of an input in which everything must have ended, in seconds")]
    public double OutroSeconds { get; init; } = 8;
}
