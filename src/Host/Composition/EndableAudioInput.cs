using Antiphon.Capture.Io;

namespace Antiphon.Host.Composition;

/// <summary>
/// An input that ends after a while, or when it is told to: the way a run is stopped.
/// </summary>
/// <param name="inner">What is heard.</param>
/// <param name="maxFrames">Frames after which it ends; null for none.</param>
internal sealed class EndableAudioInput(IAudioInput inner, long? maxFrames) : IAudioInput
{
    private volatile bool _told;

    public string Name => inner.Name;

    public int SampleRateHz => inner.SampleRateHz;

    public int Channels => inner.Channels;

    public long FramesRead => inner.FramesRead;

    public ILiveDevice? Live => inner.Live;

    public long? TotalFrames =>
        maxFrames is { } most ? Math.Min(most, inner.TotalFrames ?? most) : inner.TotalFrames;

    public bool Ended => _told || inner.Ended || FramesRead >= maxFrames;

    /// <summary>Ends the input: what was read is still answered, nothing more is read.</summary>
    public void End() => _told = true;

    public int Read(Span<float> interleaved)
    {
        if (Ended)
        {
            return 0;
        }

        var room = interleaved.Length / Channels;
        var wanted = maxFrames is { } most ? Math.Min(room, most - FramesRead) : room;
        return inner.Read(interleaved[..((int)wanted * Channels)]);
    }

    public void Dispose() => inner.Dispose();
}
