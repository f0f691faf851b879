using System.Text.Json.Serialization;

namespace Antiphon.Measures;

/// <summary>
/// The measures of a performance beside those of shuffled runs: the same mind, heard by the same
/// player, with a memory whose frames were shuffled. It is the <c>music</c> of <c>summary.json</c>.
/// </summary>
public sealed record MusicSummary : MusicalMeasures
{
    private MusicSummary(MusicalMeasures own)
        : base(own)
    {
    }

    /// <summary>The harmonic agreement of the shuffled runs.</summary>
    [JsonPropertyOrder(1)]
    public double? HarmonicAgreementShuffled => Shuffled.HarmonicAgreement;

    /// <summary>The least harmonic agreement of a shuffled run; null without any.</summary>
    [JsonPropertyOrder(1)]
    public double? HarmonicAgreementShuffledLeast { get; private init; }

    /// <summary>The most.</summary>
    [JsonPropertyOrder(1)]
    public double? HarmonicAgreementShuffledMost { get; private init; }

    /// <summary>The mean over the shuffled runs of every measure.</summary>
    [JsonPropertyOrder(1)]
    public required MusicalMeasures Shuffled { get; init; }

    /// <summary>Control runs, from 0.</summary>
    [JsonPropertyOrder(1)]
    public required int ShuffledRuns { get; init; }

    /// <summary>Why there were none; null when there were.</summary>
    [JsonPropertyOrder(1)]
    public required string? ShuffledMissing { get; init; }

    /// <summary>
    /// What the memory of figures did for the reply; null without runs, or where too little was
    /// played.
    /// </summary>
    [JsonPropertyOrder(1)]
    public MemoryEvidence? Memory { get; init; }

    /// <param name="own">The measures of the performance.</param>
    /// <param name="shuffled">Those of each shuffled run.</param>
    /// <param name="missing">Why there is none; null when there is one.</param>
    /// <exception cref="ArgumentException">There is neither a run nor a reason.</exception>
    public static MusicSummary Of(
        MusicalMeasures own, IReadOnlyList<MusicalMeasures> shuffled, string? missing)
    {
        if (shuffled.Count == 0 && missing is null)
        {
            throw new ArgumentException("Without shuffled runs, say why.", nameof(missing));
        }

        return new MusicSummary(own)
        {
            HarmonicAgreementShuffledLeast = shuffled.Min(run => run.HarmonicAgreement),
            HarmonicAgreementShuffledMost = shuffled.Max(run => run.HarmonicAgreement),
            Shuffled = MeanOfRuns.Of(shuffled),
            ShuffledRuns = shuffled.Count,
            ShuffledMissing = shuffled.Count == 0 ? missing : null,
        };
    }
}
