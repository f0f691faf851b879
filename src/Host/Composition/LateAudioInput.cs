using Antiphon.Capture.Io;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// An input as a rig hears it that begins to listen late: the first frames are passed over.
/// </summary>
internal sealed class LateAudioInput : IAudioInput
{
    private const int BlockFrames = 4096;

    private readonly IAudioInput _inner;
    private readonly long _passedOver;
    private readonly float[] _block;

    /// <param name="inner">What is heard; it is disposed with this one.</param>
    /// <param name="offset">How late, to the nearest frame of the input.</param>
    public LateAudioInput(IAudioInput inner, SampleCount offset)
    {
        _inner = inner;
        _passedOver = (long)Math.Round(offset.Seconds * inner.SampleRateHz);
        _block = new float[BlockFrames * inner.Channels];
    }

    /// <summary>How late it begins, exactly.</summary>
    public SampleTime Beginning =>
        SampleTime.FromSeconds((double)_passedOver / _inner.SampleRateHz);

    public string Name => _inner.Name;

    public int SampleRateHz => _inner.SampleRateHz;

    public int Channels => _inner.Channels;

    public long FramesRead => Math.Max(0, _inner.FramesRead - _passedOver);

    public long? TotalFrames =>
        _inner.TotalFrames is { } total ? Math.Max(0, total - _passedOver) : null;

    public bool Ended => _inner.Ended;

    public int Read(Span<float> interleaved)
    {
        while (_inner.FramesRead < _passedOver)
        {
            var left = Math.Min(BlockFrames, _passedOver - _inner.FramesRead);
            if (_inner.Read(_block.AsSpan(0, (int)left * Channels)) == 0)
            {
                return 0;
            }
        }

        return _inner.Read(interleaved);
    }

    public void Dispose() => _inner.Dispose();
}
