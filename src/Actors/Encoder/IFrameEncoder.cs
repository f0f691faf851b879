namespace Antiphon.Encoder;

/// <summary>
/// Turns sound into one feature vector a frame: [stems, samples] → [stems, frames, D].
/// </summary>
/// <remarks>Not thread-safe: one encoder serves one stage.</remarks>
public interface IFrameEncoder : IDisposable
{
    /// <summary>Features per frame, D.</summary>
    int Dimensions { get; }

    /// <summary>
    /// Samples of the past that the model consumes before its first frame, from 0.
    /// </summary>
    int ContextSamples { get; }

    /// <summary>SHA-256 of the model file, lower-case hex.</summary>
    string ModelSha256 { get; }

    /// <summary>Encodes a batch of equally long signals.</summary>
    /// <param name="stems">[stems, context + samples], row-major, 24 kHz, in −1…1.</param>
    /// <param name="stemCount">Rows of the batch, 1 or 2.</param>
    /// <param name="features">Receives [stems, frames, D], row-major.</param>
    /// <returns>
    /// Frames per stem: <see cref="Time.FrameGrid.FramesIn"/> of the samples without context.
    /// </returns>
    /// <exception cref="EncoderException">
    /// The model failed or the run was ended from outside.
    /// </exception>
    int Encode(ReadOnlySpan<float> stems, int stemCount, Span<float> features);

    /// <summary>Ends a run that hangs, from another thread; the run then throws.</summary>
    void Terminate();
}

/// <summary>
/// The encoder could not encode; the message says why, for the person at the rig.
/// </summary>
public sealed class EncoderException : Exception
{
    public EncoderException(string message)
        : base(message)
    {
    }

    public EncoderException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
