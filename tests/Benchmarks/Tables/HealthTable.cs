using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Tables;

/// <summary>
/// How words stand against training in the window of the health watch, heard rightly and averaged:
/// where the watch's limits come from.
/// </summary>
internal static class HealthTable
{
    private const int CorpusPieces = 10;

    /// <param name="args">A folder of WAV files.</param>
    public static async Task Print(string[] args)
    {
        var options = new RigOptions();
        using var hearing = HearingSetup.Open(options);
        await using var rig = new RigSystem(TimeProvider.System);
        var shipped = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        Console.WriteLine("| sound | vocabulary | stem | right: least perplexity share, most bits "
            + "| averaged: most share, least bits | alarm after |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, open, isClip) in Sounds(args[0]))
        {
            var slots = await Clip.Hear(rig, hearing.Ears, open());
            Print(name, "shipped", shipped, options.Health, slots);
            if (isClip && await Learn(hearing, options, name, slots) is { } own)
            {
                Print(name, "its own", own, options.Health, slots);
            }
        }
    }

    private static IEnumerable<(string Name, Func<IAudioInput> Open, bool IsClip)> Sounds(
        string folder)
    {
        foreach (var path in Clip.In(folder))
        {
            yield return (
                Path.GetFileNameWithoutExtension(path), () => new FileAudioInput(path), true);
        }

        yield return ("demo", () => AudioInputs.Open(AudioInputs.Demo), false);
        var every = GeneratedPieces.Pieces.Count / CorpusPieces;
        foreach (var piece in GeneratedPieces.Pieces.Where((_, i) => i % every == 0)
            .Concat(YardstickPieces.Pieces))
        {
            yield return (
                piece.Name,
                () => new MemoryAudioInput(
                    piece.Name, piece.Render(), GeneratedPiece.SampleRateHz),
                false);
        }
    }

    private static async Task<Vocabulary?> Learn(
        HearingSetup hearing, RigOptions options, string name, IReadOnlyList<Slot> slots)
    {
        var trainer = new VocabularyTrainer(hearing.Contract, options.Training);
        try
        {
            return await Task.Run(() => trainer.Train(
                [new TrainingRecording(name, slots)], Runtime.Fingerprint));
        }
        catch (TooLittleAudioException)
        {
            return null;
        }
    }

    private static void Print(
        string name, string book, Vocabulary vocabulary, HealthOptions options,
        IReadOnlyList<Slot> slots)
    {
        var segments = slots.OfType<SegmentEncoded>().ToList();
        var averaged = segments.Select(Averaged.Of).ToList();
        var half = segments.Count / 2;
        var alarm = AlarmAfter(
            vocabulary, options, [.. segments[..half], .. averaged[half..]], segments[half].Start);
        foreach (var stem in new[] { Stem.Harmonic, Stem.Percussive })
        {
            var right = Readings(vocabulary, options, segments, stem);
            var wrong = Readings(vocabulary, options, averaged, stem);
            if (right.Count > 0)
            {
                Console.WriteLine(FormattableString.Invariant(
                    $"| {name} | {book} | {stem} | {right.Min(Share):0.00}, ")
                    + FormattableString.Invariant($"{right.Max(one => one.DivergenceBits):0.00} | ")
                    + FormattableString.Invariant($"{wrong.Max(Share):0.00}, ")
                    + FormattableString.Invariant($"{wrong.Min(one => one.DivergenceBits):0.00} | ")
                    + $"{alarm} |");
            }
        }
    }

    private static double Share(HealthReading reading) =>
        reading.Perplexity / reading.LearnedPerplexity;

    private static List<HealthReading> Readings(
        Vocabulary vocabulary, HealthOptions options, List<SegmentEncoded> segments, Stem stem)
    {
        var watch = new TokenHealthWatch(vocabulary, options);
        return [.. Tokens(vocabulary, segments)
            .Where(token => watch.Hear(token) is var _ && IsLast(token))
            .Select(_ => watch.Reading(stem))
            .OfType<HealthReading>()];
    }

    // What is averaged from the middle on: seconds to the alarm; "before" where it came earlier.
    private static string AlarmAfter(
        Vocabulary vocabulary, HealthOptions options, List<SegmentEncoded> segments,
        SampleTime fault)
    {
        var watch = new TokenHealthWatch(vocabulary, options with { RecheckSeconds = 86_400 });
        var alarm = Tokens(vocabulary, segments).Select(watch.Hear).FirstOrDefault(
            one => one is not null);
        return alarm is null ? "none"
            : alarm.Time <= fault ? "before"
            : FormattableString.Invariant($"{alarm.Time.SecondsSince(fault):0.0} s");
    }

    private static IEnumerable<FrameToken> Tokens(
        Vocabulary vocabulary, List<SegmentEncoded> segments)
    {
        var quantizer = vocabulary.CreateQuantizer();
        return segments.SelectMany(segment => quantizer.Quantize(segment).Tokens);
    }

    private static bool IsLast(FrameToken token) => token.Frame == FrameGrid.FramesPerSegment - 1;
}
