using Antiphon.Hpss;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Hears notes and drums in a sound that comes in blocks of any size, and says each as soon as it
/// is known. It has a frame grid of its own that runs on from the first sample, so that seams of
/// segments and the sizes of blocks change nothing.
/// </summary>
/// <remarks>
/// Said with each note, <c>KnownAt</c> is the newest sample that was needed: with steps of 4
/// frames, 110 to 170 ms after the onset. Not thread-safe; allocates nothing in steady state.
/// </remarks>
public sealed class Transcriber
{
    // The ear's first frame ends a hop after its first sample, the grid's first frame 400 samples
    // after its own; the ear is fed this much silence first.
    private const int LeadSamples = 240;

    private readonly IEar _ear;
    private readonly ITranscript _transcript;
    private readonly SoundGate _gate;
    private readonly NoteTracker _notes;
    private readonly DrumTracker _drums;
    private readonly TuningTracker _tuning = new();
    private readonly HeardTexture _texture = new();
    private readonly float[] _step;
    private SampleTime _start;
    private int _filled;
    private long _steps;

    /// <param name="ear">Used by nobody else meanwhile; stays the caller's.</param>
    /// <param name="options">When doubt is a note.</param>
    /// <param name="gate">When there is sound at all.</param>
    /// <param name="transcript">Takes what is heard.</param>
    public Transcriber(
        IEar ear, TranscriptionOptions options, GateOptions gate, ITranscript transcript)
    {
        ArgumentNullException.ThrowIfNull(ear);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(transcript);
        (_ear, _transcript) = (ear, transcript);
        _gate = new SoundGate(gate, options);
        _notes = new NoteTracker(options, _texture);
        _drums = new DrumTracker(options, _texture);
        _step = new float[ear.StepFrames * FrameGrid.HopSamples];
        Begin(SampleTime.Zero);
    }

    /// <summary>
    /// Where the music lies, cents above concert pitch, −50…50; null as long as it is unclear.
    /// </summary>
    public double? TuningCents => _tuning.IsSure ? _tuning.Cents : null;

    /// <summary>Is told what the judges judge by; null at first.</summary>
    internal IJudgeWitness? Witness
    {
        set => _texture.Witness = value;
    }

    private SampleTime Now =>
        _start + new SampleCount(_steps * _step.Length + _filled - LeadSamples);

    /// <summary>Begins anew: before this there was silence.</summary>
    /// <param name="start">The time of the first sample that will be heard.</param>
    public void Begin(SampleTime start)
    {
        _ear.Reset();
        _gate.Reset();
        _texture.Reset();
        _notes.Reset();
        _drums.Reset();
        _tuning.Reset();
        Array.Clear(_step);
        (_start, _filled, _steps) = (start, LeadSamples, 0);
    }

    /// <summary>Hears what comes next.</summary>
    /// <param name="samples">Any number of samples at 24 kHz, −1…1, all of them finite.</param>
    public void Hear(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var taken = Math.Min(samples.Length, _step.Length - _filled);
            samples[..taken].CopyTo(_step.AsSpan(_filled));
            samples = samples[taken..];
            _filled += taken;
            if (_filled == _step.Length)
            {
                Step(end: null);
            }
        }
    }

    /// <summary>
    /// The sound ends here, or what follows is lost: says what is still to be said of it, and ends
    /// every note. <see cref="Begin"/> must follow before more is heard.
    /// </summary>
    public void End()
    {
        var end = Now;
        var behind = _ear.FramesBehind + DrumTracker.FramesBehind + 2 + _ear.StepFrames;
        for (var frames = 0; frames < behind; frames += _ear.StepFrames)
        {
            _step.AsSpan(_filled).Clear();
            Step(end);
        }

        _notes.EndAll(end, _transcript);
    }

    // Behind the end lies silence.
    private void Step(SampleTime? end)
    {
        _ear.Step(_step);
        _filled = 0;
        _steps++;
        var knownAt = end ?? Now;
        for (var i = 0; i < _ear.StepFrames; i++)
        {
            Hear(i, knownAt, end ?? new SampleTime(long.MaxValue));
        }

        _ear.TuningBands = _tuning.Bands;
    }

    private void Hear(int i, SampleTime knownAt, SampleTime end)
    {
        const int keys = EarFrame.Keys;
        var bands = _ear.Front.Length / _ear.StepFrames;
        var drums = _ear.Drums.Length / _ear.StepFrames;
        var sound = _step.AsSpan(i * FrameGrid.HopSamples, FrameGrid.HopSamples);
        _gate.Hear(Power(sound));
        var front = _ear.Front.Slice(i * bands, bands);
        var circle = SemitoneCircle.Of(front, _ear.TuningBands);
        if (_gate.Awake)
        {
            _tuning.Hear(circle);
        }

        var newest = (_steps - 1) * _ear.StepFrames + i;
        var frame = new EarFrame
        {
            Centre = Centre(newest - _ear.FramesBehind),
            Heard = new SampleTime(_start.HalfSamples
                + (newest + 1) * EarFrame.HalfSamples - 2 * LeadSamples),
            KnownAt = knownAt,
            Start = _start,
            End = end,
            Notes = _ear.Notes.Slice(i * keys, keys),
            Onsets = _ear.Onsets.Slice(i * keys, keys),
            Drums = _ear.Drums.Slice(i * drums, drums),
            Powers = _ear.Powers.Slice(i * keys, keys),
            Front = front,
            Awake = _gate.Awake,
            StandsOut = _gate.StandsOut,
            StandsOutDb = _gate.StandsOutDb,
            LoudnessDb = _gate.LoudnessDb,
        };
        _texture.Hear(frame, circle);
        _notes.Hear(frame, _transcript);
        _drums.Hear(frame, sound, _transcript);
    }

    // The ear's frame 0 is one hop before the grid's.
    private SampleTime Centre(long earFrame) => new(
        _start.HalfSamples + (earFrame - 1) * EarFrame.HalfSamples
            + FrameGrid.ReceptiveFieldSamples - 1);

    private static double Power(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
        {
            sum += sample * sample;
        }

        return sum / samples.Length;
    }
}
