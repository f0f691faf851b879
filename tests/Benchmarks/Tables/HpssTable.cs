using System.Globalization;
using Antiphon.Capture.Io;
using Antiphon.Diagnosis;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Observers;
using Antiphon.Hpss;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Tables;

/// <summary>
/// Streaming separation against that of the whole file, for each context and look-ahead: how alike
/// the stems are, and how far words hang on the phase of the grid.
/// </summary>
internal static class HpssTable
{
    private static readonly int[] ContextsMs = [0, 500, 1000, 2000];
    private static readonly int[] LookAheadsMs = [0, 43, 160, 320];
    private static readonly int[] Shifts = [53, 160, 4200];

    // Until here some setting's context is not full, and behind the end there is no look-ahead.
    private const int FirstSegment = 7;
    private const int SegmentsLeftOutAtTheEnd = 2;

    /// <param name="args">A folder of WAV files, and how many seconds of each (20).</param>
    public static async Task Print(string[] args)
    {
        var seconds = args.Length > 1
            ? double.Parse(args[1], CultureInfo.InvariantCulture)
            : 20;
        Console.WriteLine("| context, look-ahead (ms) | clip | SDR H / P (dB) | same word at "
            + $"{string.Join(" / ", Shifts)} samples, H | P | separate, p50 (ms) |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var path in Clip.In(args[0]))
        {
            var sound = Beginning(path, seconds);
            var whole = new WholeFileHpss(HpssParameters.Default).Separate(sound);
            foreach (var context in ContextsMs)
            {
                foreach (var lookAhead in LookAheadsMs)
                {
                    await Print(Path.GetFileNameWithoutExtension(path), sound, whole, new RigOptions
                    {
                        Hpss = new HpssOptions { ContextMs = context, LookAheadMs = lookAhead },
                    });
                }
            }
        }
    }

    private static float[] Beginning(string path, double seconds)
    {
        using var input = new FileAudioInput(path);
        var sound = WholeInput.Read(input);
        return sound[..Math.Min(sound.Length, (int)(seconds * SampleRate.Hz))];
    }

    private static async Task Print(
        string clip, float[] sound, WholeFileSeparation whole, RigOptions options)
    {
        var stems = Stems(sound, options.Hpss);
        var words = await Agreements(clip, sound, options);
        Console.WriteLine(FormattableString.Invariant(
            $"| {options.Hpss.ContextMs}, {options.Hpss.LookAheadMs} | {clip} ")
            + FormattableString.Invariant($"| {Sdr(whole.Harmonic, stems.Harmonic):0.0} / ")
            + FormattableString.Invariant($"{Sdr(whole.Percussive, stems.Percussive):0.0} ")
            + $"| {words.Harmonic} | {words.Percussive} "
            + FormattableString.Invariant($"| {stems.SeparateMs.Order().ElementAt(
                stems.SeparateMs.Count / 2):0.0} |"));
    }

    // The time is that of the separation and the descriptors of a segment.
    private static (List<float> Harmonic, List<float> Percussive, List<double> SeparateMs) Stems(
        float[] sound, HpssOptions options)
    {
        var separator = new SegmentSeparator(options, new GateOptions(), 0);
        var padded = new float[sound.Length + options.LookAheadSamples];
        sound.CopyTo(padded, 0);
        var (harmonic, percussive) = (new List<float>(), new List<float>());
        var times = new List<double>();
        for (var number = 0; number < WholeInput.SegmentsOf(sound); number++)
        {
            var id = new SegmentId(number);
            var began = TimeProvider.System.GetTimestamp();
            var separated = separator.Separate(new Capture.SegmentCaptured(
                new Place(id, id.Start, FrameGrid.SegmentLength, 0),
                padded.AsMemory(
                    number * FrameGrid.SegmentSamples,
                    FrameGrid.SegmentSamples + options.LookAheadSamples),
                false));
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            harmonic.AddRange(separated.Harmonic.Span[^FrameGrid.SegmentSamples..]);
            percussive.AddRange(separated.Percussive.Span[^FrameGrid.SegmentSamples..]);
        }

        return (harmonic, percussive, times);
    }

    private static double Sdr(ReadOnlyMemory<float> expected, List<float> heard)
    {
        var (signal, error) = (0.0, 0.0);
        var end = heard.Count - SegmentsLeftOutAtTheEnd * FrameGrid.SegmentSamples;
        for (var n = FirstSegment * FrameGrid.SegmentSamples; n < end; n++)
        {
            var wanted = (double)expected.Span[n];
            signal += wanted * wanted;
            error += (wanted - heard[n]) * (wanted - heard[n]);
        }

        return 10 * Math.Log10(signal / error);
    }

    private static async Task<(string Harmonic, string Percussive)> Agreements(
        string clip, float[] sound, RigOptions options)
    {
        using var hearing = HearingSetup.Open(options);
        if (options.Hpss.ContextSamples < hearing.Ears.Encoder.ContextSamples)
        {
            return ("the encoder looks back farther", "");
        }

        await using var rig = new RigSystem(TimeProvider.System);
        var slots = await Clip.Hear(rig, hearing.Ears, Input(sound));
        Vocabulary vocabulary;
        try
        {
            vocabulary = new VocabularyTrainer(hearing.Contract, options.Training)
                .Train([new TrainingRecording(clip, slots)], Runtime.Fingerprint);
        }
        catch (TooLittleAudioException)
        {
            return ("too short to learn from", "");
        }

        var unshifted = await Tokens(rig, hearing.Ears, vocabulary, sound);
        var (harmonic, percussive) = (new List<string>(), new List<string>());
        foreach (var shift in Shifts)
        {
            var shifted = await Tokens(rig, hearing.Ears, vocabulary, sound[shift..]);
            string Share(Stem stem) => ShiftAgreement
                .Of(unshifted, shifted, SampleTime.AtSample(shift), stem).Share
                ?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";
            harmonic.Add(Share(Stem.Harmonic));
            percussive.Add(Share(Stem.Percussive));
        }

        return (string.Join(" / ", harmonic), string.Join(" / ", percussive));
    }

    private static async Task<List<HeardFrame>> Tokens(
        RigSystem rig, HearingSpec ears, Vocabulary vocabulary, float[] sound)
    {
        var heard = new SlotCollector();
        using var input = Input(sound);
        await rig.Run(new RigPlan
        {
            Ears = ears,
            Input = input,
            Quantizer = vocabulary.CreateQuantizer,
            Observer = heard,
        });
        return [.. heard.Tokens.Select(HeardFrame.Of)];
    }

    private static MemoryAudioInput Input(float[] sound) => new("clip", sound, SampleRate.Hz);
}
