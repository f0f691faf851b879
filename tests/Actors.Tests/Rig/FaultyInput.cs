using Antiphon.Capture.Io;

namespace Antiphon.Tests.Rig;

/// <summary>An input that is meddled with once, when so many frames have been read.</summary>
internal sealed class FaultyInput(IAudioInput inner, long atFrame, Action meddle) : IAudioInput
{
    private bool _meddled;

    public string Name => inner.Name;

    public int SampleRateHz => inner.SampleRateHz;

    public int Channels => inner.Channels;

    public long FramesRead => inner.FramesRead;

    public long? TotalFrames => inner.TotalFrames;

    public bool Ended => inner.Ended;

    public int Read(Span<float> interleaved)
    {
        if (!_meddled && inner.FramesRead >= atFrame)
        {
            _meddled = true;
            meddle();
        }

        return inner.Read(interleaved);
    }

    public void Dispose() => inner.Dispose();
}
