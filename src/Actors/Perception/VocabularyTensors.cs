using System.Text.Json;
using Antiphon.Quantizer;
using Antiphon.Tensors;

namespace Antiphon.Perception;

/// <summary>Lays a vocabulary out as tensors and texts, and reads it back.</summary>
internal static class VocabularyTensors
{
    private const string FormatName = "antiphon-vocabulary";
    private const string FormatKey = "format";
    private const string VersionKey = "formatVersion";
    private const string ContractKey = "contract";
    private const string HashKey = "contractSha256";
    private const string TrainingKey = "training";
    private const string ProbeKey = "probe";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private sealed record Training(
        TrainingAudit Audit,
        IReadOnlyList<string> Recordings,
        ulong Seed,
        RuntimeFingerprint Runtime,
        double HarmonicMeanDistance,
        double PercussiveMeanDistance,
        IReadOnlyList<TrainingHearing>? Hearings = null);

    private sealed record Probe(int SampleRateHz, int Dimensions, RuntimeFingerprint Runtime);

    public static SafeTensorsDocument Write(Vocabulary vocabulary)
    {
        var shared = vocabulary.Contract.Stems == VocabularyStems.Shared;
        var tensors = new List<SafeTensor>();
        CodebookTensors.Write(shared ? "shared" : "harmonic", vocabulary.Harmonic, tensors);
        if (!shared)
        {
            CodebookTensors.Write("percussive", vocabulary.Percussive, tensors);
        }

        WriteStatistics("harmonic", vocabulary.HarmonicStatistics, tensors);
        WriteStatistics("percussive", vocabulary.PercussiveStatistics, tensors);
        var metadata = new Dictionary<string, string>
        {
            [FormatKey] = FormatName,
            [VersionKey] = JsonSerializer.Serialize(vocabulary.Contract.FormatVersion),
            [ContractKey] = vocabulary.Contract.ToCanonicalJson(),
            [HashKey] = vocabulary.Contract.Sha256(),
            [TrainingKey] = JsonSerializer.Serialize(
                new Training(
                    vocabulary.Audit,
                    vocabulary.Recordings,
                    vocabulary.Seed,
                    vocabulary.Runtime,
                    vocabulary.HarmonicStatistics.MeanDistance,
                    vocabulary.PercussiveStatistics.MeanDistance,
                    vocabulary.Hearings),
                Json),
        };
        if (vocabulary.Probe is { } probe)
        {
            WriteProbe(probe, tensors, metadata);
        }

        return new SafeTensorsDocument(tensors, metadata);
    }

    /// <exception cref="VocabularyRefusedException">
    /// It is no vocabulary, or of another format.
    /// </exception>
    /// <exception cref="SafeTensorsException">A tensor is missing or has another shape.</exception>
    /// <exception cref="JsonException">A text cannot be read.</exception>
    public static Vocabulary Read(SafeTensorsDocument document, string path)
    {
        RequireFormat(document, path);
        var contract = PerceptionContract.FromJson(Text(document, ContractKey));
        if (contract.Sha256() != Text(document, HashKey))
        {
            throw new SafeTensorsException("the contract does not fit its own hash");
        }

        var training = JsonSerializer.Deserialize<Training>(Text(document, TrainingKey), Json);
        if (training?.Audit is not { Harmonic: not null, Percussive: not null }
            || training.Recordings is null
            || training.Hearings?.Any(hearing => hearing?.TokenStreamSha256 is null) == true
            || training.Runtime is null)
        {
            throw new SafeTensorsException("the record of the training is incomplete");
        }

        var shared = contract.Stems == VocabularyStems.Shared;
        var harmonic = CodebookTensors.Read(shared ? "shared" : "harmonic", document, contract);
        return new Vocabulary
        {
            Contract = contract,
            Harmonic = harmonic,
            Percussive = shared ? harmonic : CodebookTensors.Read("percussive", document, contract),
            HarmonicStatistics = ReadStatistics(
                "harmonic", document, contract, training.HarmonicMeanDistance),
            PercussiveStatistics = ReadStatistics(
                "percussive", document, contract, training.PercussiveMeanDistance),
            Audit = training.Audit,
            Recordings = training.Recordings,
            Hearings = training.Hearings ?? [],
            Seed = training.Seed,
            Runtime = training.Runtime,
            Probe = document.Metadata.ContainsKey(ProbeKey) ? ReadProbe(document) : null,
        };
    }

    private static void RequireFormat(SafeTensorsDocument document, string path)
    {
        if (document.Metadata.GetValueOrDefault(FormatKey) != FormatName)
        {
            throw new VocabularyRefusedException(
                $"{path} is a safetensors file, but no vocabulary; "
                + "give one that antiphon train wrote");
        }

        var version = JsonSerializer.Deserialize<int>(Text(document, VersionKey));
        if (version != PerceptionContract.CurrentFormatVersion)
        {
            var age = version < PerceptionContract.CurrentFormatVersion ? "an older" : "a newer";
            throw new VocabularyRefusedException(
                $"{path} has {age} format ({version}; this antiphon reads "
                + $"{PerceptionContract.CurrentFormatVersion}). "
                + $"Learn anew: antiphon train AUDIO... --out {path}");
        }
    }

    private static void WriteStatistics(
        string stem, StemStatistics statistics, List<SafeTensor> tensors)
    {
        var words = statistics.Histogram.Length;
        tensors.Add(SafeTensor.Of($"{stem}.histogram", statistics.Histogram.Span, words));
        tensors.Add(SafeTensor.Of($"{stem}.bigrams", statistics.Bigrams.Span, words, words));
    }

    private static StemStatistics ReadStatistics(
        string stem, SafeTensorsDocument document, PerceptionContract contract, double meanDistance)
    {
        var histogram = document[$"{stem}.histogram"].Read<long>();
        var bigrams = document[$"{stem}.bigrams"].Read<long>();
        var words = contract.TokenCount;
        if (histogram.Length != words
            || bigrams.Length != words * words
            || histogram.Concat(bigrams).Any(count => count is < 0 or > 1L << 48))
        {
            throw new SafeTensorsException($"the {stem} counts do not fit {words} words");
        }

        return new StemStatistics(histogram, bigrams, meanDistance);
    }

    private static void WriteProbe(
        ProbeRecord probe, List<SafeTensor> tensors, Dictionary<string, string> metadata)
    {
        var heard = probe.Heard;
        int[] shape = [heard.Frames, heard.Dimensions];
        metadata[ProbeKey] = JsonSerializer.Serialize(
            new Probe(probe.SampleRateHz, heard.Dimensions, heard.Runtime), Json);
        tensors.Add(SafeTensor.Of("probe.audio", probe.Audio.Span, probe.Audio.Length));
        tensors.Add(SafeTensor.Of("probe.harmonic.features", heard.HarmonicFeatures.Span, shape));
        tensors.Add(
            SafeTensor.Of("probe.percussive.features", heard.PercussiveFeatures.Span, shape));
        tensors.Add(
            SafeTensor.Of("probe.harmonic.tokens", heard.HarmonicTokens.Span, heard.Frames));
        tensors.Add(
            SafeTensor.Of("probe.percussive.tokens", heard.PercussiveTokens.Span, heard.Frames));
    }

    private static ProbeRecord ReadProbe(SafeTensorsDocument document)
    {
        var probe = JsonSerializer.Deserialize<Probe>(Text(document, ProbeKey), Json);
        var heard = new ProbeHearing(
            probe?.Dimensions ?? 0,
            document["probe.harmonic.features"].ReadSingles(),
            document["probe.percussive.features"].ReadSingles(),
            document["probe.harmonic.tokens"].Read<byte>(),
            document["probe.percussive.tokens"].Read<byte>(),
            probe?.Runtime ?? throw new SafeTensorsException("the probe's record is incomplete"));
        if (heard.Dimensions < 0
            || heard.HarmonicFeatures.Length != (long)heard.Frames * heard.Dimensions
            || heard.PercussiveFeatures.Length != heard.HarmonicFeatures.Length
            || heard.PercussiveTokens.Length != heard.Frames)
        {
            throw new SafeTensorsException("the parts of the probe do not fit each other");
        }

        return new ProbeRecord(probe.SampleRateHz, document["probe.audio"].Read<short>(), heard);
    }

    private static string Text(SafeTensorsDocument document, string key) =>
        document.Metadata.GetValueOrDefault(key)
        ?? throw new SafeTensorsException($"its '{key}' is missing");
}
