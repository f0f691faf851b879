namespace Antiphon.Capture.Io;

/// <summary>
/// An input that ends after a while, or when it is told to: the way a run is stopped.
/// </summary>
/// <param name="inner">What is heard.</param>
/// <param name="maxFrames">Frames after which it ends; null for none.</param>
public sealed class EndableAudioInput(IAudioInput inner, long? maxFrames)
    : AudioInputAround(inner)
{
    private volatile bool _told;

    public override long? TotalFrames =>
        maxFrames is { } most ? Math.Min(most, Inner.TotalFrames ?? most) : Inner.TotalFrames;

    public override bool Ended => _told || Inner.Ended || FramesRead >= maxFrames;

    /// <summary>Ends the input: what was read is still answered, nothing more is read.</summary>
    public void End() => _told = true;

    public override int Read(Span<float> interleaved)
    {
        if (Ended)
        {
            return 0;
        }

        var room = interleaved.Length / Channels;
        var wanted = maxFrames is { } most ? Math.Min(room, most - FramesRead) : room;
        return Inner.Read(interleaved[..((int)wanted * Channels)]);
    }
}
