using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.MemoryBuffer;
using Antiphon.MemoryBuffer.Io;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;

namespace Antiphon.Host.Composition;

/// <summary>
/// Hears recordings for a corpus, each from a cold start, through the graph that plays; and opens
/// corpora for a rig.
/// </summary>
internal static class CorpusHearing
{
    /// <summary>The most frames that are kept: about three hours.</summary>
    private const int MostFrames = 800_000;

    /// <summary>Refuses recordings that a corpus could not tell apart.</summary>
    /// <exception cref="CommandException">Two share a name.</exception>
    public static void RequireNames(IReadOnlyList<Func<IAudioInput>> sources)
    {
        var names = new HashSet<string>();
        foreach (var open in sources)
        {
            using var input = open();
            if (!names.Add(input.Name))
            {
                throw CommandException.BadUsage(
                    $"two recordings are named '{input.Name}'; rename one of the files");
            }
        }
    }

    /// <summary>
    /// Hears recordings one after another: their words as the rig does, their music as
    /// <c>transcribe</c> does.
    /// </summary>
    /// <exception cref="CommandException">
    /// One cannot be heard, two share a name, or all together are too long.
    /// </exception>
    public static async Task<Corpus> Hear(
        RigSystem rig,
        HearingSpec ears,
        RigOptions options,
        Vocabulary vocabulary,
        string vocabularyPath,
        IReadOnlyList<Func<IAudioInput>> sources,
        IProgress<double> progress)
    {
        RequireNames(sources);
        var recordings = new List<CorpusRecording>();
        foreach (var open in sources)
        {
            var heard = await Hear(rig, ears, vocabulary, open).ConfigureAwait(false);
            recordings.Add(heard with { Music = Music(open, options) });
            RequireBound(recordings);
            progress.Report((double)recordings.Count / sources.Count);
        }

        return new Corpus
        {
            Tongue = TongueOf(vocabulary, vocabularyPath),
            Recordings = recordings,
        };
    }

    /// <summary>What a rig knows before the first sound.</summary>
    /// <param name="paths">Corpus files, in the order in which they are remembered.</param>
    /// <exception cref="CorpusRefusedException">One cannot be used here.</exception>
    public static PriorMemory Ground(
        IReadOnlyList<string> paths,
        Vocabulary vocabulary,
        string vocabularyPath,
        MemoryOptions options)
    {
        var here = TongueOf(vocabulary, vocabularyPath);
        var nothing = new Corpus { Tongue = here, Recordings = [] };
        var corpus = paths.Aggregate(
            nothing, (whole, path) => whole.Merge(CorpusFile.Load(path, here)));
        RequireBound(corpus.Recordings);
        return PriorMemory.Of(
            corpus, TokenSimilarity.Of(vocabulary.Harmonic, vocabulary.Percussive), options);
    }

    private static VocabularyId TongueOf(Vocabulary vocabulary, string path) => new(
        vocabulary.Contract.Sha256(), vocabulary.WordsSha256(), Path.GetFileName(path));

    private static async Task<CorpusRecording> Hear(
        RigSystem rig, HearingSpec ears, Vocabulary vocabulary, Func<IAudioInput> open)
    {
        using var input = open();
        var listener = new Listener(new CorpusLearner(input.Name));
        var outcome = await rig.Run(new RigPlan
        {
            Ears = ears,
            Input = input,
            Quantizer = vocabulary.CreateQuantizer,
            Observer = listener,
        }).ConfigureAwait(false);
        RunEnd.RequireHeard(outcome, input.Name);
        return listener.Ear.Close();
    }

    private static RecordedMusic Music(Func<IAudioInput> open, RigOptions options)
    {
        using var input = open();
        var transcript = new Transcript();
        RecordingEar.Hear(input, options, transcript, CancellationToken.None);
        return transcript.Music;
    }

    private static void RequireBound(IReadOnlyList<CorpusRecording> recordings)
    {
        if (recordings.Sum(recording => (long)recording.Frames.Length) > MostFrames)
        {
            throw CommandException.Refused(
                $"the recordings hold more than {MostFrames} frames together (about three hours); "
                + "give fewer of them");
        }
    }

    private sealed class Listener(CorpusLearner ear) : IRigObserver
    {
        public CorpusLearner Ear { get; } = ear;

        public void Tokenized(Slot slot) => Ear.Hear(slot);
    }
}
