using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Antiphon.MemoryBuffer;

namespace Antiphon.Agent;

/// <summary>How the agent finds its way through the memory.</summary>
public sealed record NavigationOptions
{
    [Range(0.05, 60.0)]
    [Description("Mean length of a recalled run before a jump, in seconds")]
    public double ContinuitySeconds { get; init; } = 2.5;

    [Range(0.2, 60.0)]
    [Description("Longest run recalled without a jump, in seconds")]
    public double LongestCopySeconds { get; init; } = 4;

    [Range(0.0, 120.0)]
    [Description("Recalled sound that is avoided for a while, in seconds of sound")]
    public double TabooSeconds { get; init; } = 20;

    [Range(0.05, 10.0)]
    [Description("Half-life of the influence of what was heard, in seconds")]
    public double InfluenceHalfLifeSeconds { get; init; } = 0.5;

    [Range(0.0, 1.0)]
    [Description("How much the harmonic words count when a place is looked for")]
    public double HarmonicWeight { get; init; } = 1;

    [Range(0.0, 1.0)]
    [Description("How much the percussive words count when a place is looked for")]
    public double PercussiveWeight { get; init; } = 0.4;

    [Range(0.0, 1.0)]
    [Description("How often it goes on from what it played itself instead of the player")]
    public double ListenToSelf { get; init; } = 0.15;

    [Range(0.0, 1.0)]
    [Description("How readily it recalls what it heard live")]
    public double LiveWeight { get; init; } = 1;

    [Range(0.0, 1.0)]
    [Description("How readily it recalls corpora")]
    public double CorpusWeight { get; init; } = 0.7;

    [Range(0.0, 8.0)]
    [Description("How much fitting the pitches of now counts for a place in memory")]
    public double HarmonyWeight { get; init; } = 4;

    [Range(0.0, 4.0)]
    [Description("How much being in the key of now counts, beside fitting its pitches")]
    public double KeyWeight { get; init; } = 0.5;

    [Range(0.0, 4.0)]
    [Description("How much beginning on the chord of now counts, beside fitting its pitches")]
    public double ChordWeight { get; init; } = 0.5;

    [Range(0.0, 1.0)]
    [Description("How sure the beat must be for what is recalled to be laid on it; 1: never")]
    public double LeastBeatSureness { get; init; } = 0.3;

    [Range(0.0, 1.0)]
    [Description("How strongly single notes outside the pitches of now are drawn to them")]
    public double HarmonyPull { get; init; } = 0.2;

    [Range(1, 4095)]
    [Description("Transpositions allowed, a bit each: 1 none, 2 a semitone up … 4095 all twelve")]
    public int Transpositions { get; init; } = 4095;

    [Range(0.0, 1.0)]
    [Description("How much not transposing is preferred")]
    public double TranspositionBias { get; init; } = 0.1;

    [Range(0.5, 2.0)]
    [Description("Recalled time is played so many times as long")]
    public double TempoStretch { get; init; } = 1;

    [Range(0.0, 1.0)]
    [Description("How far recalled material is brought to the player's pulse")]
    public double FollowPulse { get; init; } = 0.5;

    [Description("Label of the regions of corpora that are recalled; empty: all of them")]
    public string Label { get; init; } = "";

    [Description("Recording of the corpora that is recalled; empty: all of them")]
    public string Recording { get; init; } = "";

    /// <summary>Whether some of the memory is out of bounds.</summary>
    internal bool IsBounded =>
        LiveWeight <= 0 || CorpusWeight <= 0 || Label.Length > 0 || Recording.Length > 0;

    /// <summary>What of the memory may be recalled.</summary>
    internal MemoryFilter Filter() => new()
    {
        Live = LiveWeight > 0,
        Corpora = CorpusWeight > 0,
        Labels = Label.Length > 0 ? [Label] : null,
        Recordings = Recording.Length > 0 ? [Recording] : null,
    };
}
