using Antiphon.Benchmarks.Tables;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.MemoryBuffer;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Antiphon.Rig;

namespace Antiphon.Benchmarks.Partner;

/// <summary>
/// What a decision costs when the memory is as large as it gets: <c>decision-table FOLDER</c>. The
/// recordings of the folder, over and over, make a corpus of 60 minutes; one of them is answered.
/// </summary>
internal static class DecisionFigures
{
    private const double CorpusSeconds = 3_600;
    private const int Repeats = 5;
    private const int Seeds = 6;
    private const double Megabyte = 1e6;

    public static async Task Print(string[] args)
    {
        var options = new RigOptions();
        using var hearing = HearingSetup.Open(options);
        await using var rig = new RigSystem(TimeProvider.System);
        var vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        var clips = Clip.In(args[0]);
        var corpus = await CorpusHearing.Hear(
            rig, hearing.Ears, options, vocabulary, "shipped",
            [.. clips.Select(path => (Func<IAudioInput>)(() => new FileAudioInput(path)))],
            new Progress<double>());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var ground = PriorMemory.Of(
            corpus with { Recordings = [.. Repeated(corpus)] },
            TokenSimilarity.Of(vocabulary.Harmonic, vocabulary.Percussive),
            options.Memory);
        var heard = await HeardPiece.Of(
            rig, hearing.Ears, vocabulary,
            new GatedAudioInput(new FileAudioInput(clips[^1]), 6, 4, Repeats));

        // The first run is the warm-up that a live rig has before it is READY.
        PartnerRun.Of(heard, options.Agent, ground, keeps: false);
        var ms = Enumerable.Range(1, Seeds)
            .SelectMany(seed =>
                PartnerRun.Of(heard, options.Agent with { Seed = seed }, ground, keeps: false)
                    .DecisionMs)
            .Order().ToList();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(FormattableString.Invariant(
            $"{ms.Count} decisions over a corpus of {CorpusSeconds / 60:0} minutes, ms: p50 ")
            + FormattableString.Invariant($"{ms[ms.Count / 2]:0.0}, p99 ")
            + FormattableString.Invariant($"{ms[(int)(0.99 * (ms.Count - 1))]:0.0}, max ")
            + FormattableString.Invariant($"{ms[^1]:0.0}; {held / Megabyte:0} MB held"));
        GC.KeepAlive(ground);
    }

    private static IEnumerable<CorpusRecording> Repeated(Corpus corpus)
    {
        var seconds = 0.0;
        for (var i = 0; seconds < CorpusSeconds; i++)
        {
            var recording = corpus.Recordings[i % corpus.Recordings.Count];
            seconds += recording.Seconds;
            yield return recording with { Name = $"{recording.Name} {i}" };
        }
    }
}
