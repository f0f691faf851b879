using System.Globalization;
using Antiphon.Capture.Io;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Hpss;
using Antiphon.Signal;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Benchmarks;

/// <summary>
/// What the judges of notes and hits would judge by in recordings, for models/training/judges.py:
/// <c>dotnet run -c Release --project tests/Benchmarks -- judged FILE.wav…</c>. A line each:
/// <c>note FILE SECONDS KEY inputs…</c> or <c>hit FILE SECONDS drum inputs…</c>.
/// </summary>
internal sealed class JudgedSounds : ITranscript, IJudgeWitness
{
    public const string Verb = "judged";

    private const int StepFrames = 4;
    private const int BlockFrames = 16_384;

    private readonly string _file;

    private JudgedSounds(string file) => _file = file;

    /// <param name="files">Recordings of one channel.</param>
    public static void Print(IEnumerable<string> files)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "models");
        using var ear = OnnxEar.Open(
            ModelManifest.Load(folder).Check(EarModel.Name), StepFrames);
        foreach (var file in files)
        {
            var judged = new JudgedSounds(file);

            // All is taken: what the judges say must not change what they are asked next.
            var transcriber = new Transcriber(
                ear, new TranscriptionOptions { MusicSureness = 0 }, new GateOptions(), judged)
            {
                Witness = judged,
            };
            using var input = new FileAudioInput(file);
            if (input.Channels != 1)
            {
                throw new ArgumentException($"{file} has {input.Channels} channels, not one.");
            }

            var resampler = new PolyphaseResampler(input.SampleRateHz);
            var block = new float[BlockFrames];
            var sound = new float[resampler.MaxOutput(BlockFrames) + resampler.MaxFlush];
            while (input.Read(block) is > 0 and var read)
            {
                var heard = resampler.Process(block.AsSpan(0, read), sound);
                transcriber.Hear(sound.AsSpan(0, heard));
            }

            transcriber.Hear(sound.AsSpan(0, resampler.Flush(sound)));
            transcriber.End();
        }
    }

    public void NoteJudged(SampleTime onset, int key, ReadOnlySpan<double> inputs) =>
        Line("note", onset, key.ToString(CultureInfo.InvariantCulture), inputs);

    public void HitJudged(SampleTime time, DrumClass drum, ReadOnlySpan<double> inputs) =>
        Line("hit", time, drum.ToString().ToLowerInvariant(), inputs);

    public void Began(in NoteBegan note)
    {
    }

    public void Ended(in NoteEnded note)
    {
    }

    public void Hit(in DrumHit hit)
    {
    }

    public void Frame(in FrameNotes frame)
    {
    }

    private void Line(string what, SampleTime time, string name, ReadOnlySpan<double> inputs) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}\t{_file}\t{time.Seconds:F4}\t{name}\t{Numbers(inputs)}"));

    private static string Numbers(ReadOnlySpan<double> inputs) => string.Join(
        '\t', inputs.ToArray().Select(x => x.ToString("G5", CultureInfo.InvariantCulture)));
}
