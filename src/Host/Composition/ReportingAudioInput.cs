using Antiphon.Capture.Io;

namespace Antiphon.Host.Composition;

/// <summary>An input that tells how far it has been read.</summary>
internal sealed class ReportingAudioInput(
    IAudioInput inner, IProgress<double> progress) : IAudioInput
{
    public string Name => inner.Name;

    public int SampleRateHz => inner.SampleRateHz;

    public int Channels => inner.Channels;

    public long FramesRead => inner.FramesRead;

    public long? TotalFrames => inner.TotalFrames;

    public bool Ended => inner.Ended;

    public int Read(Span<float> interleaved)
    {
        var frames = inner.Read(interleaved);
        if (inner.TotalFrames is { } total and > 0)
        {
            progress.Report((double)inner.FramesRead / total);
        }

        return frames;
    }

    public void Dispose() => inner.Dispose();
}
