using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>
/// Everything that shapes how sound becomes words. A rig hears a vocabulary rightly only under the
/// contract it was learned under; the gate and the trim gain are settings of the rig, and not here.
/// </summary>
public sealed record PerceptionContract
{
    /// <summary>The version of this record and of the vocabulary file.</summary>
    public const int CurrentFormatVersion = 2;

    /// <summary>Every frame becomes a token.</summary>
    public const string PoolingAllFrames = "all-frames";

    /// <summary>
    /// The frames of a segment are averaged to one: only to show what that costs.
    /// </summary>
    public const string PoolingSegmentMean = "segment-mean";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Rate behind the resampler, Hz.</summary>
    public required int SampleRateHz { get; init; }

    /// <summary>Length of a segment, samples; the hop of segments equals it.</summary>
    public required int SegmentSamples { get; init; }

    /// <summary>The resampler's design, in words that change when it does.</summary>
    public required string Resampler { get; init; }

    /// <summary>What is done to the level before the encoder, in such words.</summary>
    public required string LevelRule { get; init; }

    /// <summary>FFT length of the separation, samples.</summary>
    public required int HpssFftSize { get; init; }

    /// <summary>Hop of the separation, samples.</summary>
    public required int HpssHopSamples { get; init; }

    /// <summary>Length of the median over time, STFT frames.</summary>
    public required int HpssHarmonicKernel { get; init; }

    /// <summary>Length of the median over frequency, bins.</summary>
    public required int HpssPercussiveKernel { get; init; }

    /// <summary>Exponent of the soft masks.</summary>
    public required double HpssPower { get; init; }

    /// <summary>Margin of the harmonic mask, from 1.</summary>
    public required double HpssHarmonicMargin { get; init; }

    /// <summary>Margin of the percussive mask, from 1.</summary>
    public required double HpssPercussiveMargin { get; init; }

    /// <summary>Past that the separation sees, samples.</summary>
    public required int ContextSamples { get; init; }

    /// <summary>Future that the separation waits for, samples.</summary>
    public required int LookAheadSamples { get; init; }

    /// <summary>The encoder's name.</summary>
    public required string Encoder { get; init; }

    /// <summary>SHA-256 of the encoder's file, lower-case hex.</summary>
    public required string EncoderSha256 { get; init; }

    /// <summary>Past that the encoder sees, samples.</summary>
    public required int EncoderContextSamples { get; init; }

    /// <summary>What is done to the encoder's input: "none" or the rule's name.</summary>
    public required string EncoderInputNormalisation { get; init; }

    /// <summary>The layer whose states are the features.</summary>
    public required string EncoderOutputLayer { get; init; }

    /// <summary>
    /// SHA-256 of the ear's file, lower-case hex; null where there is none, or was none yet.
    /// </summary>
    /// <remarks>
    /// No word rests on the ear: where one of two contracts names none, they do not differ in it.
    /// </remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EarSha256 { get; init; }

    /// <summary><see cref="PoolingAllFrames"/>, or <see cref="PoolingSegmentMean"/>.</summary>
    public string Pooling { get; init; } = PoolingAllFrames;

    /// <summary>Step from frame to frame, samples.</summary>
    public required int FrameHopSamples { get; init; }

    /// <summary>Samples that the grid gives one frame.</summary>
    public required int FrameReceptiveFieldSamples { get; init; }

    /// <summary>Frames of a segment.</summary>
    public required int FramesPerSegment { get; init; }

    /// <summary>Tokens of a segment in each stem: one a frame, or one for their mean.</summary>
    [JsonIgnore]
    public int TokensPerSegment => Pooling == PoolingSegmentMean ? 1 : FramesPerSegment;

    /// <summary>The rule by which features are normalised.</summary>
    public string FeatureNormalisation { get; init; } = StemFeatures.Rule;

    /// <summary>Half-life of the running statistics, heard seconds; 0 for frozen ones.</summary>
    public required double RunningHalfLifeSeconds { get; init; }

    /// <summary>Principal axes kept (the encoder's dimensions when it has fewer).</summary>
    public required int PcaSize { get; init; }

    public required bool Whiten { get; init; }

    public required bool UnitSphere { get; init; }

    public required int TokenCount { get; init; }

    /// <summary>Whether each stem has words of its own.</summary>
    public required VocabularyStems Stems { get; init; }

    /// <summary>The part that the quantizer needs.</summary>
    [JsonIgnore]
    public VocabularyOptions Vocabulary => new()
    {
        TokenCount = TokenCount,
        PcaSize = PcaSize,
        Whiten = Whiten,
        UnitSphere = UnitSphere,
        RunningHalfLifeSeconds = RunningHalfLifeSeconds,
        Stems = Stems,
    };

    /// <summary>
    /// The contract as text: fields sorted by name, numbers in invariant form, no blanks.
    /// </summary>
    public string ToCanonicalJson()
    {
        var sorted = new JsonObject();
        foreach (var (name, value) in Fields())
        {
            sorted[name] = value?.DeepClone();
        }

        return sorted.ToJsonString();
    }

    /// <summary>SHA-256 of the canonical JSON, lower-case hex.</summary>
    public string Sha256() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToCanonicalJson())));

    /// <summary>Reads a contract back.</summary>
    /// <exception cref="JsonException">A field is missing, unknown or of another kind.</exception>
    public static PerceptionContract FromJson(string json) =>
        JsonSerializer.Deserialize<PerceptionContract>(json, Json)
        ?? throw new JsonException("the contract is empty");

    /// <summary>
    /// Names each field in which this contract, a vocabulary's, differs from a rig's.
    /// </summary>
    /// <returns>Sorted by field; empty when the rig hears as the vocabulary was learned.</returns>
    public IReadOnlyList<ContractDifference> Compare(PerceptionContract here) =>
        [.. With(here).Fields()
            .Zip(here.With(this).Fields(), (a, b) => new ContractDifference(
                a.Key, Show(a.Value), Show(b.Value)))
            .Where(difference => difference.Learned != difference.Here)];

    private PerceptionContract With(PerceptionContract other) =>
        other.EarSha256 is null ? this with { EarSha256 = null } : this;

    private IEnumerable<KeyValuePair<string, JsonNode?>> Fields() =>
        JsonSerializer.SerializeToNode(this, Json)!.AsObject()
            .OrderBy(field => field.Key, StringComparer.Ordinal);

    private static string Show(JsonNode? value) => value?.ToJsonString() ?? "null";
}

/// <summary>One field in which two contracts differ.</summary>
/// <param name="Field">Its name in the contract's JSON.</param>
/// <param name="Learned">The value under which the vocabulary was learned.</param>
/// <param name="Here">The value of this rig.</param>
public sealed record ContractDifference(string Field, string Learned, string Here)
{
    public override string ToString() => $"{Field} was {Learned}, is {Here} here";
}
