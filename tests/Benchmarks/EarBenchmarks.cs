using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Hpss;
using Antiphon.Time;
using Antiphon.Transcription;
using BenchmarkDotNet.Attributes;

namespace Antiphon.Benchmarks;

/// <summary>One 350 ms segment through the ear and its trackers, on one thread.</summary>
[MemoryDiagnoser]
public class EarBenchmarks : ITranscript
{
    private OnnxEar _ear = null!;
    private Transcriber _transcriber = null!;
    private float[] _sound = [];

    /// <summary>Frames of a step: the fewer, the sooner a note is known.</summary>
    [Params(2, 4, 8)]
    public int StepFrames { get; set; }

    public int Notes { get; private set; }

    [GlobalSetup]
    public void Open()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "models");
        _ear = OnnxEar.Open(ModelManifest.Load(folder).Check(EarModel.Name), StepFrames);
        _transcriber = new Transcriber(_ear, new TranscriptionOptions(), new GateOptions(), this);
        _sound = [.. Enumerable.Range(0, FrameGrid.SegmentSamples)
            .Select(i => (float)(0.3 * Math.Sin(0.1 * i) * Math.Exp(-i / 4000.0)))];
    }

    [GlobalCleanup]
    public void Close() => _ear.Dispose();

    [Benchmark]
    public void Segment() => _transcriber.Hear(_sound);

    public void Began(in NoteBegan note) => Notes++;

    public void Ended(in NoteEnded note)
    {
    }

    public void Hit(in DrumHit hit)
    {
    }

    public void Frame(in FrameNotes frame)
    {
    }
}
