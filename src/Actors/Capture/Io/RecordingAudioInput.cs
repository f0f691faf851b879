namespace Antiphon.Capture.Io;

/// <summary>An input that keeps what it gave, unaltered, as a WAV file.</summary>
public sealed class RecordingAudioInput(IAudioInput inner, string path)
    : AudioInputAround(inner)
{
    private readonly WavFileWriter _file =
        new(path, inner.SampleRateHz, inner.Channels, WavEncoding.Float32);

    public override int Read(Span<float> interleaved)
    {
        var frames = Inner.Read(interleaved);
        _file.Write(interleaved[..(frames * Channels)]);
        return frames;
    }

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}
