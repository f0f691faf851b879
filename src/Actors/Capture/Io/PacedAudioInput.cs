namespace Antiphon.Capture.Io;

/// <summary>
/// Plays another input in real time: it hands out only as many frames as time has passed since
/// the first read.
/// </summary>
/// <remarks>
/// Nothing is lost when the reader is late: it then finds more frames at hand. Owns the inner
/// input.
/// </remarks>
public sealed class PacedAudioInput : IAudioInput
{
    private readonly IAudioInput _inner;
    private readonly TimeProvider _time;
    private long? _began;

    /// <param name="inner">What is played; disposed with this.</param>
    /// <param name="time">The clock that paces it.</param>
    public PacedAudioInput(IAudioInput inner, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(time);
        _inner = inner;
        _time = time;
    }

    public string Name => _inner.Name;

    public int SampleRateHz => _inner.SampleRateHz;

    public int Channels => _inner.Channels;

    public long FramesRead => _inner.FramesRead;

    public long? TotalFrames => _inner.TotalFrames;

    public bool Ended => _inner.Ended;

    public int Read(Span<float> interleaved)
    {
        var now = _time.GetTimestamp();
        _began ??= now;
        var due = (long)((Int128)(now - _began.Value) * SampleRateHz / _time.TimestampFrequency);
        var frames = Math.Min(due - FramesRead, interleaved.Length / Channels);
        return frames <= 0 ? 0 : _inner.Read(interleaved[..((int)frames * Channels)]);
    }

    public void Dispose() => _inner.Dispose();
}
