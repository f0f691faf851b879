namespace Antiphon.Capture.Io;

/// <summary>An input that tells how far it has been read.</summary>
public sealed class ReportingAudioInput(IAudioInput inner, IProgress<double> progress)
    : AudioInputAround(inner)
{
    public override int Read(Span<float> interleaved)
    {
        var frames = Inner.Read(interleaved);
        if (Inner.TotalFrames is { } total and > 0)
        {
            progress.Report((double)Inner.FramesRead / total);
        }

        return frames;
    }
}
