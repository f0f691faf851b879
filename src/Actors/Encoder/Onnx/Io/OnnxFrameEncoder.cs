using Antiphon.Tensors;
using Antiphon.Time;
using Microsoft.ML.OnnxRuntime;

namespace Antiphon.Encoder.Io;

/// <summary>The encoder that ONNX Runtime runs on the CPU.</summary>
/// <remarks>
/// Runs of one and of two whole segments are prepared and warmed up when it opens and allocate
/// nothing; another length is prepared when first asked for and kept until the next such length.
/// Not thread-safe, but for <see cref="Terminate"/>.
/// </remarks>
public sealed class OnnxFrameEncoder : IFrameEncoder
{
    private const int MaxStems = 2;
    private const int WarmUpRuns = 3;

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly PreparedRun[] _segments;
    private readonly ModelEntry _entry;
    private PreparedRun? _otherLength;

    private OnnxFrameEncoder(InferenceSession session, ModelEntry entry)
    {
        (_session, _entry) = (session, entry);
        var samples = entry.ContextSamples + FrameGrid.SegmentSamples;
        _segments = [Prepare(1, samples), Prepare(MaxStems, samples)];
    }

    /// <inheritdoc/>
    public int Dimensions => _entry.Dimensions;

    /// <inheritdoc/>
    public int ContextSamples => _entry.ContextSamples;

    /// <inheritdoc/>
    public string ModelSha256 => _entry.Sha256;

    /// <summary>Loads a model and warms it up.</summary>
    /// <exception cref="ModelRefusedException">
    /// The runtime cannot load it, it has another shape, or it gives no numbers for a sound.
    /// </exception>
    public static OnnxFrameEncoder Open(CheckedModel model, EncoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (model.Entry.Purpose is { } purpose)
        {
            throw new ModelRefusedException(
                $"Model '{model.Entry.Name}' is no encoder, its purpose is '{purpose}': "
                + "'antiphon models list' shows the encoders.");
        }

        InferenceSession? session = null;
        OnnxFrameEncoder? encoder = null;
        try
        {
            session = OnnxSession.Open(model.Path, options);
            CheckShape(session, model.Entry);
            encoder = new OnnxFrameEncoder(session, model.Entry);
            encoder.WarmUp();
            return encoder;
        }
        catch (Exception error) when (error is OnnxRuntimeException or EncoderException)
        {
            Abandon();
            throw new ModelRefusedException(
                $"Model '{model.Entry.Name}' does not run: {FirstLine(error)}", error);
        }
        catch (ModelRefusedException)
        {
            Abandon();
            throw;
        }

        void Abandon()
        {
            encoder?.Dispose();
            session?.Dispose();
        }
    }

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stemCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stemCount, MaxStems);
        var samples = stems.Length / stemCount;
        if (samples * stemCount != stems.Length)
        {
            throw new ArgumentException("The stems must be equally long.", nameof(stems));
        }

        if (FrameGrid.FramesIn(samples - ContextSamples) == 0)
        {
            return 0;
        }

        var run = RunFor(stemCount, samples);
        if (features.Length < run.FeatureCount)
        {
            throw new ArgumentException(
                $"{run.FeatureCount} features do not fit into {features.Length}.",
                nameof(features));
        }

        Run(run, stems, features);
        return run.Frames;
    }

    /// <inheritdoc/>
    public void Terminate() => _runOptions.Terminate = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var run in _segments)
        {
            run.Dispose();
        }

        _otherLength?.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    private static void CheckShape(InferenceSession session, ModelEntry entry)
    {
        var fits = session.InputMetadata.Count == 1 && session.OutputMetadata.Count == 1
            && session.InputMetadata.Values.Single().Dimensions.Length == 2
            && session.OutputMetadata.Values.Single().Dimensions is { Length: 3 } output
            && output[2] == entry.Dimensions;
        if (!fits)
        {
            throw new ModelRefusedException(
                $"Model '{entry.Name}' is no encoder of [stems, samples] to [stems, frames, " +
                $"{entry.Dimensions}]: mend its entry in the manifest, or import it again.");
        }
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0];

    private void WarmUp()
    {
        foreach (var run in _segments)
        {
            var features = new float[run.FeatureCount];
            var sound = new float[run.Stems * run.Samples];
            for (var i = 0; i < WarmUpRuns; i++)
            {
                Run(run, sound, features);
                TrialSound.Fill(sound);
            }
        }
    }

    private PreparedRun Prepare(int stems, int samples) => new(
        _session, stems, samples, FrameGrid.FramesIn(samples - ContextSamples), Dimensions);

    private PreparedRun RunFor(int stems, int samples)
    {
        var segments = _segments[stems - 1];
        if (segments.Samples == samples)
        {
            return segments;
        }

        if (_otherLength is not { } other || other.Stems != stems || other.Samples != samples)
        {
            _otherLength?.Dispose();
            _otherLength = null;
            _otherLength = Prepare(stems, samples);
        }

        return _otherLength;
    }

    private void Run(PreparedRun run, ReadOnlySpan<float> stems, Span<float> features)
    {
        _runOptions.Terminate = false;
        try
        {
            run.Run(_session, _runOptions, stems, features);
        }
        catch (OnnxRuntimeException error)
        {
            throw new EncoderException(
                _runOptions.Terminate
                    ? $"A run of model '{_entry.Name}' was ended because it took too long."
                    : $"Model '{_entry.Name}' failed: {FirstLine(error)}",
                error);
        }

        if (!FiniteNumbers.All(features[..run.FeatureCount]))
        {
            throw new EncoderException(
                $"Model '{_entry.Name}' gives what is no number: its weights are damaged, or its " +
                "numbers too large.");
        }
    }
}
