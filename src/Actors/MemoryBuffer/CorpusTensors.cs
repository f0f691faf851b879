using System.Globalization;
using System.Text.Json;
using Antiphon.Tensors;

namespace Antiphon.MemoryBuffer;

/// <summary>Lays a corpus out as tensors and texts, and reads it back.</summary>
internal static class CorpusTensors
{
    private const int CurrentVersion = 2;
    private const string FormatName = "antiphon-corpus";
    private const string FormatKey = "format";
    private const string VersionKey = "formatVersion";
    private const string ContractKey = "contractSha256";
    private const string VocabularyHashKey = "vocabularySha256";
    private const string VocabularyKey = "vocabulary";
    private const string RecordingsKey = "recordings";
    private const string RegionsKey = "regions";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private sealed record Heading(
        string Name, double Seconds, int Frames, MusicTensors.Counts Music);

    public static SafeTensorsDocument Write(Corpus corpus)
    {
        var headings = corpus.Recordings.Select(recording => new Heading(
            recording.Name, recording.Seconds, recording.Frames.Length,
            MusicTensors.Counts.Of(recording.Music)));
        var metadata = new Dictionary<string, string>
        {
            [FormatKey] = FormatName,
            [VersionKey] = CurrentVersion.ToString(CultureInfo.InvariantCulture),
            [ContractKey] = corpus.Tongue.ContractSha256,
            [VocabularyHashKey] = corpus.Tongue.VocabularySha256,
            [VocabularyKey] = corpus.Tongue.Vocabulary,
            [RecordingsKey] = JsonSerializer.Serialize(headings, Json),
            [RegionsKey] = JsonSerializer.Serialize(corpus.Regions, Json),
        };
        return new SafeTensorsDocument(
            [
                .. FrameTensors.Write(
                    [.. corpus.Recordings.SelectMany(recording => recording.Frames)],
                    [.. corpus.Recordings.SelectMany(recording => recording.Breaks)]),
                .. MusicTensors.Write([.. corpus.Recordings.Select(recording => recording.Music)]),
            ],
            metadata);
    }

    /// <exception cref="CorpusRefusedException">It is no corpus, or of another format.</exception>
    /// <exception cref="SafeTensorsException">Its parts do not fit each other.</exception>
    /// <exception cref="JsonException">A text cannot be read.</exception>
    public static Corpus Read(SafeTensorsDocument document, string path)
    {
        RequireFormat(document, path);
        var headings =
            JsonSerializer.Deserialize<List<Heading>>(Text(document, RecordingsKey), Json);
        var (frames, breaks) = FrameTensors.Read(document);
        if (headings is null
            || headings.Any(heading => string.IsNullOrEmpty(heading?.Name)
                || heading.Music is null || heading.Frames < 0 || !(heading.Seconds >= 0))
            || headings.Sum(heading => (long)heading.Frames) != frames.Length
            || headings.DistinctBy(heading => heading.Name).Count() != headings.Count)
        {
            throw new SafeTensorsException("the list of its recordings does not fit its frames");
        }

        var recordings = new List<CorpusRecording>();
        var music = MusicTensors.Read(document, [.. headings.Select(heading => heading.Music)]);
        var at = 0;
        foreach (var (i, heading) in headings.Index())
        {
            var end = at + heading.Frames;
            RequireOrder(frames.AsSpan(at, heading.Frames), heading.Name);
            recordings.Add(new CorpusRecording(
                heading.Name, heading.Seconds, [.. frames[at..end]], [.. breaks[at..end]])
            {
                Music = music[i],
            });
            at = end;
        }

        var corpus = new Corpus
        {
            Tongue = new VocabularyId(
                Text(document, ContractKey),
                Text(document, VocabularyHashKey),
                Text(document, VocabularyKey)),
            Recordings = recordings,
        };
        return WithRegions(corpus, document);
    }

    private static Corpus WithRegions(Corpus corpus, SafeTensorsDocument document)
    {
        var regions =
            JsonSerializer.Deserialize<List<CorpusRegion>>(Text(document, RegionsKey), Json);
        try
        {
            return (regions ?? []).Aggregate(corpus, (whole, region) => whole.Label(region));
        }
        catch (Exception fault) when (fault
            is CorpusRefusedException or NullReferenceException)
        {
            throw new SafeTensorsException("a region of it lies nowhere", fault);
        }
    }

    private static void RequireFormat(SafeTensorsDocument document, string path)
    {
        if (document.Metadata.GetValueOrDefault(FormatKey) != FormatName)
        {
            throw new CorpusRefusedException(
                $"{path} is a safetensors file, but no corpus; "
                + "give one that antiphon corpus build wrote");
        }

        var version = JsonSerializer.Deserialize<int>(Text(document, VersionKey));
        if (version != CurrentVersion)
        {
            var age = version < CurrentVersion ? "an older" : "a newer";
            throw new CorpusRefusedException(
                $"{path} has {age} format ({version}; this antiphon reads {CurrentVersion}). "
                + $"Hear it again: antiphon corpus build AUDIO... --out {path}");
        }
    }

    private static void RequireOrder(ReadOnlySpan<RememberedFrame> frames, string name)
    {
        for (var i = 1; i < frames.Length; i++)
        {
            if (frames[i].Time <= frames[i - 1].Time || frames[i].Ordinal <= frames[i - 1].Ordinal)
            {
                throw new SafeTensorsException($"the frames of '{name}' are not in order");
            }
        }
    }

    private static string Text(SafeTensorsDocument document, string key) =>
        document.Metadata.GetValueOrDefault(key)
        ?? throw new SafeTensorsException($"its '{key}' is missing");
}
