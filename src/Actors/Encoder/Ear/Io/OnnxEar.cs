using Antiphon.Tensors;
using Antiphon.Transcription;
using Microsoft.ML.OnnxRuntime;

namespace Antiphon.Encoder.Io;

/// <summary>The ear that ONNX Runtime runs on the CPU, on one thread.</summary>
/// <remarks>
/// Its buffers are pinned and bound once, and a step allocates nothing. What a step keeps for the
/// next is written beside what it reads, and the two change places.
/// </remarks>
public sealed class OnnxEar : IEar
{
    private const int HopSamples = 320;
    private const int FieldSamples = 400;

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string _name;
    private readonly float[] _window;
    private readonly float[] _tuning = GC.AllocateArray<float>(1, pinned: true);
    private readonly EarRun[] _runs;
    private readonly float[][] _silence;
    private int _turn;

    private OnnxEar(InferenceSession session, ModelEntry entry, int stepFrames)
    {
        (_session, _name, StepFrames) = (session, entry.Name, stepFrames);
        ModelSha256 = entry.Sha256;
        _window = GC.AllocateArray<float>(
            EarModel.ContextSamples + FieldSamples + HopSamples * (stepFrames - 1), pinned: true);
        var (even, odd) = (EarRun.KeptOf(session), EarRun.KeptOf(session));
        _runs =
        [
            new EarRun(session, _window, _tuning, stepFrames, even, odd),
            new EarRun(session, _window, _tuning, stepFrames, odd, even),
        ];
        _silence = HearSilence(even);
    }

    /// <inheritdoc/>
    public int StepFrames { get; }

    /// <inheritdoc/>
    public int FramesBehind => EarModel.FramesBehind;

    /// <inheritdoc/>
    public string ModelSha256 { get; }

    /// <inheritdoc/>
    public int TuningBands
    {
        get => (int)_tuning[0];
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, -1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            _tuning[0] = value;
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Notes => Last.Notes;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Onsets => Last.Onsets;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Drums => Last.Drums;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Powers => Last.Powers;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Front => Last.Front;

    private EarRun Last => _runs[1 - _turn];

    /// <summary>Loads an ear and warms it up.</summary>
    /// <param name="model">A model of the manifest that is an ear.</param>
    /// <param name="stepFrames">Frames of a step, 1…64.</param>
    /// <exception cref="ModelRefusedException">It does not run, or is no ear.</exception>
    public static OnnxEar Open(CheckedModel model, int stepFrames)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepFrames, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stepFrames, 64);
        if (model.Entry.Purpose != EarModel.Name)
        {
            throw new ModelRefusedException(
                $"Model '{model.Entry.Name}' is no ear: it hears no notes.");
        }

        InferenceSession? session = null;
        OnnxEar? ear = null;
        try
        {
            session = OnnxSession.Open(model.Path, new EncoderOptions());
            if (!session.OutputNames.Contains(EarModel.OnsetOutput))
            {
                throw new ModelRefusedException(
                    $"Model '{model.Entry.Name}' gives no onsets: build it again.");
            }

            ear = new OnnxEar(session, model.Entry, stepFrames);
            ear.Try();
            return ear;
        }
        catch (Exception error) when (error is OnnxRuntimeException or EncoderException)
        {
            Abandon();
            throw new ModelRefusedException(
                $"Model '{model.Entry.Name}' does not run: {error.Message.Split('\n')[0]}", error);
        }
        catch (ModelRefusedException)
        {
            Abandon();
            throw;
        }

        void Abandon()
        {
            if (ear is null)
            {
                session?.Dispose();
            }

            ear?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> samples)
    {
        if (samples.Length != HopSamples * StepFrames)
        {
            throw new ArgumentException(
                $"A step is {HopSamples * StepFrames} samples, not {samples.Length}.",
                nameof(samples));
        }

        _window.AsSpan(samples.Length).CopyTo(_window);
        samples.CopyTo(_window.AsSpan(_window.Length - samples.Length));
        Run();
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Array.Clear(_window);
        _tuning[0] = 0;
        _turn = 0;
        _runs[0].Restore(_silence);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var run in _runs)
        {
            run.Dispose();
        }

        _runOptions.Dispose();
        _session.Dispose();
    }

    // Weights that are damaged give what is no number.
    private void Try()
    {
        var sound = new float[HopSamples * StepFrames];
        TrialSound.Fill(sound);
        Step(sound);
        if (!FiniteNumbers.All(Notes) || !FiniteNumbers.All(Onsets) || !FiniteNumbers.All(Drums))
        {
            throw new EncoderException("it gives what is no number: its weights are damaged.");
        }

        Reset();
    }

    // What silence leaves behind is the past of a first step.
    private float[][] HearSilence(float[][] even)
    {
        for (var heard = 0; heard <= EarModel.FramesAround || _turn != 0; heard += StepFrames)
        {
            Run();
        }

        return [.. even.Select(kept => (float[])kept.Clone())];
    }

    private void Run()
    {
        try
        {
            _session.RunWithBinding(_runOptions, _runs[_turn].Binding);
            _turn = 1 - _turn;
        }
        catch (OnnxRuntimeException error)
        {
            throw new EncoderException(
                $"Model '{_name}' failed: {error.Message.Split('\n')[0]}", error);
        }
    }
}
