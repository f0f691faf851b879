using Antiphon.Agent;
using Antiphon.Benchmarks.Tables;
using Antiphon.Capture.Io;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Signal;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
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

    public static async Task Print(string[] args)
    {
        var settings = args.SkipWhile(arg => arg != "--set").Skip(1).ToArray();
        var options = ConfigurationLoader.Load(null, settings);
        using var hearing = HearingSetup.Open(options);
        await using var rig = new Rig.Rig(TimeProvider.System);
        var vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        var corpus = await CorpusHearing.Hear(
            rig, hearing.Ears, vocabulary, "shipped",
            [.. Clip.In(args[0]).Select(path => (Func<IAudioInput>)(() => new FileAudioInput(path)))],
            new Progress<double>());
        foreach (var (name, open, times) in Pieces(args[0], corpus, args.Contains("modes")))
        {
            var heard = await HeardPiece.Of(rig, hearing.Ears, vocabulary, open());
            var others = corpus with
            {
                Recordings = [.. corpus.Recordings.Where(one => one.Name != name)],
            };
            MemoryGround Ground(Corpus of) => MemoryGround.Of(
                of,
                WordSimilarity.Of(vocabulary.Harmonic, vocabulary.Percussive),
                options.Memory);
            var ground = Ground(others);
            if (times == 1)
            {
                for (var seed = 1; seed <= 5; seed++)
                {
                    var seeded = options.Agent with { Seed = seed };
                    Say(
                        name, PartnerRun.Of(heard, seeded, ground),
                        [.. Enumerable.Range(1, 5).Select(shuffle => PartnerRun.Of(
                            heard, seeded, Ground(Shuffled(others, (ulong)shuffle)),
                            (ulong)shuffle))],
                        heard);
                }
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

    private static Corpus Shuffled(Corpus corpus, ulong seed)
    {
        var random = new SplitMix64(seed);
        var all = corpus.Recordings.SelectMany(one => one.Frames).Select(f => f.Descriptors).ToArray();
        return corpus with
        {
            Recordings = [.. corpus.Recordings.Select(one => one with
            {
                Frames = [.. one.Frames.Select(frame => frame with
                {
                    Descriptors = all[random.NextInt(all.Length)],
                })],
            })],
        };
    }

    private static void Say(
        string name, PartnerRun run, IReadOnlyList<PartnerRun> shuffled, HeardPiece heard)
    {
        MusicalMeasures Measure(PartnerRun one) =>
            MusicalMeasures.Of(PlayedMusic.Of(heard.Tokens, one.Notes, one.Decisions));
        var music = Measure(run);
        var control = shuffled.Average(one => Measure(one).HarmonicAgreement);
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: agreement {music.HarmonicAgreement:0.00} shuffled {control:0.00} gain {(music.HarmonicAgreement - control) / (1 - control):0.00} defined {music.HarmonicAgreementDefinedShare:0.00} delay {music.ReplyDelaySeconds.P50:0.00}/")
            + FormattableString.Invariant(
                $"{music.ReplyDelaySeconds.P95:0.00} overlap {music.OverlapShare:0.00} copied ")
            + FormattableString.Invariant(
                $"{music.LongestCopiedRun:0.0} jumps/s {music.JumpRate:0.00} match {music.MatchShare:0.00} ")
            + FormattableString.Invariant(
                $"notes/min {music.NotesPerMinute:0} onsetF {music.RecallOnsetF:0.00} pitch {music.RecallPitchClassShare:0.00}")
            + $"; decisions ms {Quantiles(run.DecisionMs)}");
    }

    private static void Modes(
        string name, HeardPiece heard, AgentOptions options, MemoryGround ground)
    {
        Mode[] modes = [.. Enum.GetValues<Mode>().Where(mode => mode != Mode.Silence)];
        var figures = modes.ToDictionary(mode => mode, mode => Windowed(
            PartnerRun.Of(heard, ModeFixed(options, mode), ground), heard));
        Console.WriteLine($"{name}:");
        foreach (var mode in modes)
        {
            var means = Enumerable.Range(0, 3).Select(i => Mean(figures[mode], i));
            Console.WriteLine($"  {mode,-9} density, register, agreement: "
                + string.Join(", ", means.Select(mean => FormattableString.Invariant($"{mean:0.00}"))));
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

    private static AgentOptions ModeFixed(AgentOptions options, Mode mode)
    {
        ModeOptions Only(Mode one) => options.Modes.Of(one) with { Weight = one == mode ? 1 : 0 };
        return options with
        {
            Modes = options.Modes with
            {
                SilenceWeight = 0,
                Shadow = Only(Mode.Shadow),
                Mirror = Only(Mode.Mirror),
                Couple = Only(Mode.Couple),
                Imitate = Only(Mode.Imitate),
                Contrast = Only(Mode.Contrast),
                Lead = Only(Mode.Lead),
            },
        };
    }

    private static List<double?[]> Windowed(PartnerRun run, HeardPiece heard)
    {
        var music = PlayedMusic.Of(heard.Tokens, run.Notes, run.Decisions);
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
                MusicalMeasures.Of(music.Within(from, to)).HarmonicAgreement,
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

    private static string Quantiles(List<double> ms)
    {
        ms.Sort();
        return ms.Count == 0 ? "none" : FormattableString.Invariant(
            $"p50 {ms[ms.Count / 2]:0.0} p99 {ms[(int)(0.99 * (ms.Count - 1))]:0.0} max {ms[^1]:0.0}");
    }
}
