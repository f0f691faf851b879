using Antiphon.Capture;
using Antiphon.Capture.Io;

namespace Antiphon.Tests.Rig;

/// <summary>A live input that ends when a test says so.</summary>
internal sealed class EndingInput(IAudioInput inner) : AudioInputAround(inner)
{
    private bool _told;

    public override long? TotalFrames => null;

    public override bool Ended => _told;

    public void End() => _told = true;

    public override int Read(Span<float> interleaved) => _told ? 0 : Inner.Read(interleaved);
}
