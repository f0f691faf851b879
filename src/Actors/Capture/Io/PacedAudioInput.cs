namespace Antiphon.Capture.Io;

/// <summary>
/// Plays another input in real time: it hands out only as many frames as time has passed since
/// the first read.
/// </summary>
/// <remarks>
/// Nothing is lost when the reader is late: it then finds more frames at hand. Owns the inner
/// input.
/// </remarks>
public sealed class PacedAudioInput : AudioInputAround
{
    private readonly TimeProvider _time;
    private long? _began;

    /// <param name="inner">What is played; disposed with this.</param>
    /// <param name="time">The clock that paces it.</param>
    public PacedAudioInput(IAudioInput inner, TimeProvider time)
        : base(inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
    }

    public override int Read(Span<float> interleaved)
    {
        var now = _time.GetTimestamp();
        _began ??= now;
        var due = (long)((Int128)(now - _began.Value) * SampleRateHz / _time.TimestampFrequency);
        var frames = Math.Min(due - FramesRead, interleaved.Length / Channels);
        return frames <= 0 ? 0 : Inner.Read(interleaved[..((int)frames * Channels)]);
    }
}
