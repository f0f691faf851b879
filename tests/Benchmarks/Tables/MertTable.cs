using System.Globalization;
using System.Runtime.InteropServices;
using Antiphon.Capture.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Tables;

/// <summary>
/// The graph that is imported against a plain export of the same weights: output, time, words.
/// </summary>
internal static class MertTable
{
    private const double ClipSeconds = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="args">
    /// A folder with config.json, the weights, plain.onnx, input_2x8400.f32 and
    /// expected_2x26x768.f32; a recording; and how many rounds (21).
    /// </param>
    public static async Task Print(string[] args)
    {
        var (folder, audio) = (args[0], args[1]);
        var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 21;
        var home = Directory.CreateTempSubdirectory("mert");
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            var path = Path.Combine(home.FullName, "mert.onnx");
            ModelImport.Run(folder, path);
            Say($"imported in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
            var model = ModelManifest.Load(home.FullName).Check("mert");
            Compare(model, folder);
            foreach (var threads in new[] { 1, 2 })
            {
                await Time(model, folder, threads, rounds);
            }

            await CompareWords(model, folder, audio);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static void Compare(CheckedModel model, string folder)
    {
        var (input, expected) =
            (Floats(folder, "input_2x8400.f32"), Floats(folder, "expected_2x26x768.f32"));
        using var encoder = OnnxFrameEncoder.Open(model, new EncoderOptions());
        var features = new float[expected.Length];
        encoder.Encode(input, 2, features);
        Say($"largest error {features.Zip(expected, (a, b) => Math.Abs(a - b)).Max():0.0e0}");
    }

    private static async Task Time(
        CheckedModel model, string folder, int threads, int rounds)
    {
        var input = Floats(folder, "input_2x8400.f32");
        var features = new float[2 * FrameGrid.FramesPerSegment * 768];
        using var plain = new PlainExport(Path.Combine(folder, "plain.onnx"), threads);
        using var ours =
            OnnxFrameEncoder.Open(model, new EncoderOptions { IntraOpThreads = threads });
        var time = TimeProvider.System;
        async Task<(double Ms, double CpuMs)> Run(IFrameEncoder encoder)
        {
            // Threads of the session that ran before may still spin, and would count for this one.
            await Task.Delay(Pause, time);
            var (began, used) =
                (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            encoder.Encode(input, 2, features);
            return (
                TimeProvider.System.GetElapsedTime(began).TotalMilliseconds,
                (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
        }

        for (var warm = 0; warm < 3; warm++)
        {
            await Run(plain);
            await Run(ours);
        }

        var pairs = new List<((double Ms, double CpuMs) Plain, (double Ms, double CpuMs) Ours)>();
        for (var round = 0; round < rounds; round++)
        {
            // Who goes first changes, so that neither always follows the other's cache and heat.
            var first = await Run(round % 2 == 0 ? plain : ours);
            var second = await Run(round % 2 == 0 ? ours : plain);
            pairs.Add(round % 2 == 0 ? (first, second) : (second, first));
        }

        Say($"{threads} threads, {rounds} rounds:");
        Say("wall", [.. pairs.Select(pair => (pair.Plain.Ms, pair.Ours.Ms))]);
        Say("processor", [.. pairs.Select(pair => (pair.Plain.CpuMs, pair.Ours.CpuMs))]);
    }

    // Processor time does not count the turns of other programs on a shared machine.
    private static void Say(string clock, List<(double Plain, double Ours)> pairs)
    {
        var ratios = pairs.Select(pair => pair.Ours / pair.Plain).Order().ToList();
        var (low, half, high) = (
            ratios[ratios.Count / 4], ratios[ratios.Count / 2], ratios[3 * ratios.Count / 4]);
        var (plain, ours) = (pairs.Min(pair => pair.Plain), pairs.Min(pair => pair.Ours));
        Say($"  {clock}: ratio p25 / p50 / p75 {low:0.00} / {half:0.00} / {high:0.00}");
        Say($"    least ms {plain:0} and {ours:0}");
    }

    // Words learned from what the plain graph gives, then read from what either gives.
    private static async Task CompareWords(CheckedModel model, string folder, string audio)
    {
        var options = new RigOptions();
        using var hearing = HearingSetup.Open(options);
        using var plain = new PlainExport(Path.Combine(folder, "plain.onnx"), 2);
        using var ours = OnnxFrameEncoder.Open(model, new EncoderOptions { IntraOpThreads = 2 });
        await using var rig = new RigSystem(TimeProvider.System);
        var expected = await Hear(rig, hearing.Ears with { Encoder = plain }, audio);
        var heard = await Hear(rig, hearing.Ears with { Encoder = ours }, audio);
        var vocabulary = new VocabularyTrainer(hearing.Contract, options.Training)
            .Train([new TrainingRecording(audio, expected)], Runtime.Fingerprint);
        var (a, b) = (Tokens(vocabulary, expected), Tokens(vocabulary, heard));
        foreach (var stem in new[] { Stem.Harmonic, Stem.Percussive })
        {
            var equal = a.Zip(b).Count(pair => pair.First.Of(stem) == pair.Second.Of(stem));
            Say($"{stem}: {equal} of {a.Count} words equal; {Unique(a, stem)} words of 64 used");
        }
    }

    private static Task<IReadOnlyList<Slot>> Hear(RigSystem rig, HearingSpec ears, string audio) =>
        Clip.Hear(rig, ears, new EndableAudioInput(
            new FileAudioInput(audio),
            (long)(ClipSeconds * new FileAudioInput(audio).SampleRateHz)));

    private static List<FrameToken> Tokens(Vocabulary vocabulary, IReadOnlyList<Slot> slots)
    {
        var quantizer = vocabulary.CreateQuantizer();
        return [.. slots.OfType<SegmentEncoded>()
            .SelectMany(segment => quantizer.Quantize(segment).Tokens)];
    }

    private static int Unique(List<FrameToken> tokens, Stem stem) =>
        tokens.Select(token => token.Of(stem)).Where(word => !word.IsRest).Distinct().Count();

    private static float[] Floats(string folder, string file) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, file))).ToArray();

    private static void Say(FormattableString text) =>
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
