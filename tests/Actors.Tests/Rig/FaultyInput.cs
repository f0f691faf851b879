using Antiphon.Capture;
using Antiphon.Capture.Io;

namespace Antiphon.Tests.Rig;

/// <summary>An input that is meddled with once, when so many frames have been read.</summary>
internal sealed class FaultyInput(IAudioInput inner, long atFrame, Action meddle)
    : AudioInputAround(inner)
{
    private bool _meddled;

    public override int Read(Span<float> interleaved)
    {
        if (!_meddled && FramesRead >= atFrame)
        {
            _meddled = true;
            meddle();
        }

        return Inner.Read(interleaved);
    }
}
