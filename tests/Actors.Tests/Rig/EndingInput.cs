using Antiphon.Capture.Io;

namespace Antiphon.Tests.Rig;

/// <summary>A live input that ends when a test says so.</summary>
internal sealed class EndingInput(IAudioInput inner) : IAudioInput
{
    public string Name => inner.Name;

    public int SampleRateHz => inner.SampleRateHz;

    public int Channels => inner.Channels;

    public long FramesRead => inner.FramesRead;

    public ILiveDevice? Live => inner.Live;

    public long? TotalFrames => null;

    public bool Ended { get; set; }

    public int Read(Span<float> interleaved) => Ended ? 0 : inner.Read(interleaved);

    public void Dispose() => inner.Dispose();
}
