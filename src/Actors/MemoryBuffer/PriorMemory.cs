using Antiphon.Quantizer;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>What is known before the first sound: corpora, and how near words are.</summary>
/// <remarks>It is never forgotten and never changes; thread-safe.</remarks>
public sealed class PriorMemory
{
    private PriorMemory(
        MemoryLayer? stratum,
        IReadOnlyList<MemorySource> sources,
        IReadOnlyList<MemoryRegion> regions,
        TokenSimilarity similarity)
    {
        Stratum = stratum;
        Sources = sources;
        Regions = regions;
        Similarity = similarity;
    }

    /// <summary>Nothing is known, and words are like themselves alone.</summary>
    public static PriorMemory Bare { get; } = new(null, [], [], TokenSimilarity.Exact);

    public IReadOnlyList<MemorySource> Sources { get; }

    public IReadOnlyList<MemoryRegion> Regions { get; }

    public TokenSimilarity Similarity { get; }

    /// <summary>The recordings of the corpora as music.</summary>
    public IReadOnlyList<RememberedPiece> Pieces { get; private init; } = [];

    /// <summary>The frames of the corpora, in the order of their states.</summary>
    internal IEnumerable<RememberedFrame> Frames => Stratum?.OwnFrames ?? [];

    internal MemoryLayer? Stratum { get; }

    /// <summary>
    /// The same with how all frames sound exchanged among them; words, times and numbers stay where
    /// they are.
    /// </summary>
    internal PriorMemory Shuffled(SplitMix64 random)
    {
        var sounds = Frames.ToArray();
        for (var i = sounds.Length - 1; i > 0; i--)
        {
            var j = random.NextInt(i + 1);
            (sounds[i], sounds[j]) = (sounds[j], sounds[i]);
        }

        return new PriorMemory(Stratum?.With(sounds), Sources, Regions, Similarity)
        {
            Pieces = Pieces,
        };
    }

    /// <summary>Learns a corpus by heart.</summary>
    /// <param name="corpus">It must speak the words whose similarity is given.</param>
    /// <param name="options">The rest that ends a phrase.</param>
    public static PriorMemory Of(
        Corpus corpus, TokenSimilarity similarity, MemoryOptions options)
    {
        var states = corpus.Recordings.Sum(recording => StatesOf(recording, options));
        if (states == 0)
        {
            return new PriorMemory(null, [], [], similarity) { Pieces = PiecesOf(corpus) };
        }

        var stratum = new MemoryLayer(states);
        var sources = new List<MemorySource>();
        var ordinal = -corpus.Recordings.Sum(recording => (long)recording.Frames.Length);
        foreach (var recording in corpus.Recordings)
        {
            var first = stratum.Count + 1;
            Learn(stratum, recording, ordinal, options);
            ordinal += recording.Frames.Length;
            sources.Add(new MemorySource(recording.Name, first, stratum.Count - 1));
        }

        var regions = corpus.Regions.Select(region => Place(
            region, sources.First(source => source.Name == region.Recording), stratum));
        return new PriorMemory(stratum, sources, [.. regions], similarity)
        {
            Pieces = PiecesOf(corpus),
        };
    }

    /// <summary>The recording that a state is of; null when it is none of a corpus.</summary>
    internal MemorySource? SourceOf(int state)
    {
        foreach (var source in Sources)
        {
            if (state >= source.FirstState && state <= source.LastState)
            {
                return source;
            }
        }

        return null;
    }

    private static List<RememberedPiece> PiecesOf(Corpus corpus) =>
    [
        .. corpus.Recordings.Select(recording => new RememberedPiece(
            recording.Name,
            recording.Music,
            [.. corpus.Regions.Where(region => region.Recording == recording.Name)])),
    ];

    // Behind each recording stands a break, so that nothing goes on from one to the next.
    private static void Learn(
        MemoryLayer stratum, CorpusRecording recording, long ordinal, MemoryOptions options)
    {
        var heard = new RecordedFrames(recording.Music);
        for (var i = 0; i < recording.Frames.Length; i++)
        {
            if (IsBroken(recording, i, options))
            {
                stratum.AppendBreak();
            }

            stratum.Append(recording.Frames[i] with
            {
                Ordinal = ordinal + i,
                Heard = heard.At(recording.Frames[i].Time),
            });
        }

        stratum.AppendBreak();
    }

    private static int StatesOf(CorpusRecording recording, MemoryOptions options) =>
        recording.Frames.Length + 1 + Enumerable.Range(0, recording.Frames.Length)
            .Count(i => IsBroken(recording, i, options));

    private static bool IsBroken(CorpusRecording recording, int i, MemoryOptions options) =>
        i > 0 && (recording.Breaks[i] || LearningRule.IsLongRest(
            recording.Frames[i - 1].Time, recording.Frames[i].Time, options));

    private static MemoryRegion Place(
        CorpusRegion region, MemorySource source, MemoryLayer stratum)
    {
        var (from, to) = (SampleTime.FromSeconds(region.FromSeconds),
            SampleTime.FromSeconds(region.ToSeconds));
        var states = Enumerable.Range(
                source.FirstState, source.LastState - source.FirstState + 1)
            .Where(state => stratum.Frame(state)?.Time is { } time && time >= from && time < to)
            .DefaultIfEmpty()
            .ToList();
        return new MemoryRegion(
            region.Label,
            source,
            states[0],
            states[0] == 0 ? -1 : states[^1]);
    }
}
