using Antiphon.Agent;
using Antiphon.Benchmarks.Tables;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Antiphon.Replay;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Partner;

/// <summary>
/// How the partner plays with recordings that pause (6 s on, 4 s off), from a corpus of the others:
/// <c>partner-table FOLDER [modes] [--set ...]</c>.
/// </summary>
internal static class PartnerTable
{
    private const double OnSeconds = 6;
    private const double OffSeconds = 4;
    private const double ShortestClipSeconds = 20;
    private const double WindowSeconds = 8;
    private const int Windows = 20;
    private const int Seeds = 12;

    public static async Task Print(string[] args)
    {
        var settings = args.SkipWhile(arg => arg != "--set").Skip(1).ToArray();
        var options = ConfigurationLoader.Load(null, settings);
        using var hearing = HearingSetup.Open(options);
        await using var rig = new RigSystem(TimeProvider.System);
        var vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        var corpus = await CorpusHearing.Hear(
            rig, hearing.Ears, options, vocabulary, "shipped",
            [.. Clip.In(args[0])
                .Select(path => (Func<IAudioInput>)(() => new FileAudioInput(path)))],
            new Progress<double>());
        foreach (var (name, open, times) in Pieces(args[0], corpus, args.Contains("modes")))
        {
            var heard = await HeardPiece.Of(rig, hearing.Ears, vocabulary, open());
            var others = corpus with
            {
                Recordings = [.. corpus.Recordings.Where(one => one.Name != name)],
            };
            var ground = PriorMemory.Of(
                others,
                TokenSimilarity.Of(vocabulary.Harmonic, vocabulary.Percussive),
                options.Memory);
            if (times == 1)
            {
                Say(name, [.. Enumerable.Range(1, Seeds).Select(seed => PartnerRun.Of(
                    heard, options.Agent with { Seed = seed }, ground))]);
            }
            else
            {
                Modes(name, heard, options.Agent, ground);
            }
        }
    }

    private static IEnumerable<(string Name, Func<IAudioInput> Open, int Times)> Pieces(
        string folder, Corpus corpus, bool modes)
    {
        foreach (var (path, recording) in Clip.In(folder).Zip(corpus.Recordings))
        {
            if (recording.Seconds >= ShortestClipSeconds)
            {
                var period = Math.Ceiling(recording.Seconds / OnSeconds) * OffSeconds
                    + recording.Seconds;
                var times = modes ? (int)Math.Ceiling(Windows * WindowSeconds / period) + 1 : 1;
                yield return (
                    recording.Name,
                    () => new GatedAudioInput(
                        new FileAudioInput(path), OnSeconds, OffSeconds, times),
                    times);
            }
        }

        if (!modes)
        {
            yield return ("demo", () => AudioInputs.Open(AudioInputs.Demo), 1);
        }
    }

    private static void Say(string name, IReadOnlyList<PartnerRun> runs)
    {
        var music = runs.Select(run => MusicalMeasures.Of(run.Music)).ToList();
        var control = runs.SelectMany(run => Enumerable.Range(1, ShuffledBaseline.Count)
            .Select(seed => MusicalMeasures.Of(run.Control((ulong)seed)).HarmonicAgreement))
            .Average();
        (string Name, Func<MusicalMeasures, double?> Of)[] figures =
        [
            ("agreement", one => one.HarmonicAgreement),
            ("defined", one => one.HarmonicAgreementDefinedShare),
            ("delay", one => one.ReplyDelaySeconds.P50),
            ("delay95", one => one.ReplyDelaySeconds.P95),
            ("overlap", one => one.OverlapShare),
            ("copied", one => one.LongestCopiedRun),
            ("jumps/s", one => one.JumpRate),
            ("match", one => one.MatchShare),
            ("notes/min", one => one.NotesPerMinute),
            ("4grams/min", one => one.Distinct4gramsPerMinute),
            ("density", one => one.DensityRatio),
            ("silence", one => one.LongestSilenceSeconds),
            ("onsetF", one => one.RecallOnsetF),
            ("pitch", one => one.RecallPitchClassShare),
        ];
        var agreed = music.Average(one => one.HarmonicAgreement);
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: shuffled {control:0.00}, gain {(agreed - control) / (1 - control):0.00}, ")
            + string.Join(", ", figures.Select(figure => FormattableString.Invariant(
                $"{figure.Name} {music.Average(figure.Of):0.00} ")
                + FormattableString.Invariant(
                    $"({music.Min(figure.Of):0.00} to {music.Max(figure.Of):0.00})"))));
    }

    private static void Modes(
        string name, HeardPiece heard, AgentOptions options, PriorMemory ground)
    {
        Mode[] modes = [.. Enum.GetValues<Mode>().Where(mode => mode != Mode.Silence)];
        var figures = modes.ToDictionary(mode => mode, mode => Windowed(
            PartnerRun.Of(heard, options, ground, keeps: false, mode)));
        Console.WriteLine($"{name}:");
        foreach (var mode in modes)
        {
            var means = Enumerable.Range(0, 3).Select(i => Mean(figures[mode], i));
            Console.WriteLine($"  {mode,-9} density, register, agreement: "
                + string.Join(
                    ", ", means.Select(mean => FormattableString.Invariant($"{mean:0.00}"))));
        }

        foreach (var (i, a) in modes.Index())
        {
            foreach (var b in modes.Skip(i + 1))
            {
                var deltas = Enumerable.Range(0, 3)
                    .Select(f => CliffsDelta(figures[a], figures[b], f)).ToList();
                var best = deltas.Max(Math.Abs);
                Console.WriteLine($"  {a} / {b}: "
                    + string.Join(", ", deltas.Select(
                        delta => FormattableString.Invariant($"{delta:+0.00;-0.00}")))
                    + (best >= 0.5 ? "" : "   <-- not apart"));
            }
        }
    }

    private static List<double?[]> Windowed(PartnerRun run)
    {
        List<double?[]> windows = [];
        for (var i = 0; i < Windows; i++)
        {
            var from = SampleTime.FromSeconds(OnSeconds + i * WindowSeconds);
            var to = from.PlusSeconds(WindowSeconds);
            var notes = run.Notes
                .Where(note => note.Due >= from && note.Due < to && note.Voice == Voice.Melody)
                .ToList();
            windows.Add(
            [
                notes.Count / WindowSeconds,
                notes.Count == 0 ? null : notes.Average(note => note.Key),
                MusicalMeasures.Of(run.Music.Within(from, to)).HarmonicAgreement,
            ]);
        }

        return windows;
    }

    private static double Mean(List<double?[]> windows, int figure) =>
        windows.Select(window => window[figure]).OfType<double>().DefaultIfEmpty().Average();

    // Source: Cliff, "Dominance statistics", Psychological Bulletin 1993.
    private static double CliffsDelta(List<double?[]> a, List<double?[]> b, int figure)
    {
        var (left, right) = (
            a.Select(window => window[figure]).OfType<double>().ToList(),
            b.Select(window => window[figure]).OfType<double>().ToList());
        var sum = left.Sum(x => right.Sum(y => x.CompareTo(y)));
        return left.Count * right.Count == 0 ? 0 : (double)sum / (left.Count * right.Count);
    }
}
