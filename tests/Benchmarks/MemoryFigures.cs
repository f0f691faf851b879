using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.MemoryBuffer.Io;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Benchmarks;

/// <summary>
/// What the memory costs: <c>memory [VOCABULARY CORPUS...]</c>. A corpus of 60 minutes (the given
/// recordings first, then made-up words) lies under 180 s and more of live playing.
/// </summary>
internal static class MemoryFigures
{
    private const int CorpusFrames = 267_400;
    private const int LiveFrames = 4 * 13_372;
    private const int Questions = 2_000;
    private const double Megabyte = 1e6;

    public static void Print(string[] files)
    {
        var random = new SplitMix64(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var similarity = Similarity(files);
        var corpus = Corpus(files, random);
        var started = TimeProvider.System.GetTimestamp();
        var ground = PriorMemory.Of(corpus, similarity, new MemoryOptions());
        Say($"corpus of {CorpusFrames} frames learned in {Seconds(started):0.00} s");
        var store = new MemoryStore(new MemoryOptions(), ground);
        Append(store, corpus, random);
        var states = store.View.Count;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Say($"{states} states, {bytes / Megabyte:0.0} MB held (the corpus itself included), "
            + $"{(double)bytes / states:0} bytes a state");
        LookUp("both stems", store.View, new ContextQuery(), random);
        LookUp("harmonic", store.View, new ContextQuery { PercussiveWeight = 0 }, random);
        LookUp("percussive", store.View, new ContextQuery { HarmonicWeight = 0 }, random);
        Exact(store.View, random);
        Recall(store.View, random);
        Hours(ground, similarity);
        GC.KeepAlive(corpus);
    }

    private static TokenSimilarity Similarity(string[] files)
    {
        if (files.Length == 0)
        {
            return TokenSimilarity.Exact;
        }

        var vocabulary = VocabularyFile.Load(files[0]);
        return TokenSimilarity.Of(vocabulary.Harmonic, vocabulary.Percussive);
    }

    private static Corpus Corpus(string[] files, SplitMix64 random)
    {
        var recordings = files.Skip(1)
            .SelectMany(file => CorpusFile.Load(file).Recordings)
            .ToList();
        var left = CorpusFrames - recordings.Sum(recording => recording.Frames.Length);
        var ear = new CorpusLearner("made up");
        foreach (var token in MadeUp(random, left, 0))
        {
            ear.Hear(token);
        }

        return new Corpus
        {
            Tongue = new VocabularyId("contract", "words", "benchmark"),
            Recordings = [.. recordings, ear.Close()],
        };
    }

    private static void Append(MemoryStore store, Corpus corpus, SplitMix64 random)
    {
        var costs = new List<double>();
        foreach (var token in Live(corpus, random))
        {
            var started = TimeProvider.System.GetTimestamp();
            store.Remember(token);
            costs.Add(1000 * Seconds(started));
        }

        Say($"append of {LiveFrames} live frames, µs: {Quantiles(costs, 1000)}");
    }

    private static IEnumerable<FrameToken> Live(Corpus corpus, SplitMix64 random)
    {
        // What is heard live is like the first recording, with a word in ten another.
        var known = corpus.Recordings[0].Frames;
        for (var i = 0; i < LiveFrames; i++)
        {
            var frame = known[i % known.Length];
            var token = MadeUpToken(i, frame.Harmonic, frame.Percussive);
            yield return random.NextDouble() < 0.1
                ? token with { Harmonic = new Token((byte)random.NextInt(64)) }
                : token;
        }
    }

    private static void LookUp(
        string name, MemoryView view, ContextQuery query, SplitMix64 random)
    {
        var costs = new List<double>();
        for (var i = 0; i < Questions; i++)
        {
            var asked = query with { At = AnyLive(view, random) };
            var started = TimeProvider.System.GetTimestamp();
            view.Find(asked);
            costs.Add(1000 * Seconds(started));
        }

        costs.RemoveRange(0, Questions / 10);
        Say($"soft look-up, {name}, ms: {Quantiles(costs, 1)}");
    }

    private static void Exact(MemoryView view, SplitMix64 random)
    {
        var costs = new List<double>();
        for (var i = 0; i < Questions; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            view.FindExact(AnyLive(view, random), Stem.Harmonic, 8);
            costs.Add(1000 * Seconds(started));
        }

        Say($"exact look-up, ms: {Quantiles(costs, 1)}");
    }

    private static void Recall(MemoryView view, SplitMix64 random)
    {
        const int asked = 60;
        var (same, share) = (0, 0.0);
        for (var i = 0; i < asked; i++)
        {
            var query = new ContextQuery
            {
                At = AnyLive(view, random),
                Filter = new MemoryFilter { Live = false },
            };
            var heard = HeardContext.Of(view, query.At.Value, query);
            var best = Enumerable.Range(1, view.FirstLive - 2)
                .Where(state => !view.IsEnd(state))
                .Max(state => ContextLookup.Count(view, heard, state).Score);
            var found = view.Find(query) is [var first, ..] ? first.Score : 0;
            same += found >= best - 1e-9 ? 1 : 0;
            share += found / best;
        }

        Say($"best place found in {same} of {asked} look-ups; its score is "
            + $"{100 * share / asked:0.0} % of the best");
    }

    private static void Hours(PriorMemory ground, TokenSimilarity similarity)
    {
        var store = new MemoryStore(new MemoryOptions(), ground);
        var random = new SplitMix64(3);
        long ordinal = 0;
        for (var hour = 1; hour <= 6; hour++)
        {
            var started = TimeProvider.System.GetTimestamp();
            foreach (var token in MadeUp(random, CorpusFrames, ordinal))
            {
                store.Remember(token);
            }

            ordinal += CorpusFrames;
            var seconds = Seconds(started);
            Say($"hour {hour}: {store.View.Count - store.View.FirstLive + 1} live states, "
                + $"{GC.GetTotalMemory(forceFullCollection: true) / Megabyte:0.0} MB, "
                + $"{1e6 * seconds / CorpusFrames:0.00} µs a frame with its making");
        }

        GC.KeepAlive(similarity);
    }

    private static IEnumerable<FrameToken> MadeUp(SplitMix64 random, int frames, long first)
    {
        byte harmonic = 0, percussive = 0;
        for (var i = 0; i < frames; i++)
        {
            harmonic = random.NextDouble() < 0.6 ? harmonic : (byte)random.NextInt(64);
            percussive = random.NextDouble() < 0.45 ? percussive : (byte)random.NextInt(64);
            yield return MadeUpToken(first + i, new Token(harmonic), new Token(percussive));
        }
    }

    private static FrameToken MadeUpToken(long ordinal, Token harmonic, Token percussive)
    {
        var segment = new SegmentId(ordinal / FrameGrid.FramesPerSegment);
        var frame = (int)(ordinal % FrameGrid.FramesPerSegment);
        var place = new Place(segment, segment.Start, FrameGrid.SegmentLength, 0);
        return new FrameToken(
            FrameCells.Of(place, frame, FrameGrid.FramesPerSegment),
            frame,
            FrameGrid.FrameCentre(segment.Start, frame),
            harmonic,
            percussive,
            0,
            0,
            new FrameDescriptors
            {
                LoudnessDb = -20,
                HarmonicLoudnessDb = -20,
                PercussiveLoudnessDb = -20,
                OnsetStrength = 0,
                F0Hz = null,
                Voicing = 0,
                Chroma = default,
                CentroidHz = 0,
                HarmonicOpen = true,
                PercussiveOpen = true,
            },
            Warming: false);
    }

    private static int AnyLive(MemoryView view, SplitMix64 random) =>
        view.FirstLive + 200 + random.NextInt(view.Count - view.FirstLive - 200);

    private static double Seconds(long started) =>
        TimeProvider.System.GetElapsedTime(started).TotalSeconds;

    private static string Quantiles(List<double> values, double unit)
    {
        values.Sort();
        double At(double share) => unit * values[(int)(share * (values.Count - 1))];
        return FormattableString.Invariant(
            $"p50 {At(0.5):0.00}, p99 {At(0.99):0.00}, max {At(1):0.00}");
    }

    private static void Say(string text) => Console.WriteLine(text);
}
