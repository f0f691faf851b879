using Antiphon.Time;

namespace Antiphon.Capture.Io;

/// <summary>
/// An input as a rig hears it that begins to listen late: the first frames are passed over.
/// </summary>
public sealed class LateAudioInput : AudioInputAround
{
    private const int BlockFrames = 4096;

    private readonly long _passedOver;
    private readonly float[] _block;

    /// <param name="inner">What is heard; it is disposed with this one.</param>
    /// <param name="offset">How late, to the nearest frame of the input.</param>
    public LateAudioInput(IAudioInput inner, SampleCount offset)
        : base(inner)
    {
        _passedOver = (long)Math.Round(offset.Seconds * inner.SampleRateHz);
        _block = new float[BlockFrames * inner.Channels];
    }

    /// <summary>How late it begins, exactly.</summary>
    public SampleTime Beginning =>
        SampleTime.FromSeconds((double)_passedOver / Inner.SampleRateHz);

    public override long FramesRead => Math.Max(0, Inner.FramesRead - _passedOver);

    public override long? TotalFrames =>
        Inner.TotalFrames is { } total ? Math.Max(0, total - _passedOver) : null;

    public override int Read(Span<float> interleaved)
    {
        while (Inner.FramesRead < _passedOver)
        {
            var left = Math.Min(BlockFrames, _passedOver - Inner.FramesRead);
            if (Inner.Read(_block.AsSpan(0, (int)left * Channels)) == 0)
            {
                return 0;
            }
        }

        return Inner.Read(interleaved);
    }
}
