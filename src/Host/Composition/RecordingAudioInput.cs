using Antiphon.Capture.Io;

namespace Antiphon.Host.Composition;

/// <summary>An input that keeps what it gave, unaltered, as a WAV file.</summary>
internal sealed class RecordingAudioInput(IAudioInput inner, string path) : IAudioInput
{
    private readonly WavFileWriter _file =
        new(path, inner.SampleRateHz, inner.Channels, WavEncoding.Float32);

    public string Name => inner.Name;

    public int SampleRateHz => inner.SampleRateHz;

    public int Channels => inner.Channels;

    public long FramesRead => inner.FramesRead;

    public ILiveDevice? Live => inner.Live;

    public long? TotalFrames => inner.TotalFrames;

    public bool Ended => inner.Ended;

    public int Read(Span<float> interleaved)
    {
        var frames = inner.Read(interleaved);
        _file.Write(interleaved[..(frames * Channels)]);
        return frames;
    }

    public void Dispose()
    {
        _file.Dispose();
        inner.Dispose();
    }
}
