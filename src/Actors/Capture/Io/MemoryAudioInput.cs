namespace Antiphon.Capture.Io;

/// <summary>Sound that lies in memory: a generated performance, or a test's.</summary>
public sealed class MemoryAudioInput : IAudioInput
{
    private readonly ReadOnlyMemory<float> _interleaved;

    /// <param name="name">Name for people.</param>
    /// <param name="interleaved">[frames × channels] samples, a whole number of frames.</param>
    /// <param name="sampleRateHz">Frames a second, above 0.</param>
    /// <param name="channels">Samples in a frame, at least 1.</param>
    public MemoryAudioInput(
        string name, ReadOnlyMemory<float> interleaved, int sampleRateHz, int channels = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        if (interleaved.Length % channels != 0)
        {
            throw new ArgumentException("Not a whole number of frames.", nameof(interleaved));
        }

        Name = name;
        SampleRateHz = sampleRateHz;
        Channels = channels;
        _interleaved = interleaved;
    }

    public string Name { get; }

    public int SampleRateHz { get; }

    public int Channels { get; }

    public long FramesRead { get; private set; }

    public long? TotalFrames => _interleaved.Length / Channels;

    public bool Ended => FramesRead == TotalFrames;

    public int Read(Span<float> interleaved)
    {
        var left = _interleaved.Span[(int)(FramesRead * Channels)..];
        var frames = Math.Min(left.Length, interleaved.Length) / Channels;
        left[..(frames * Channels)].CopyTo(interleaved);
        FramesRead += frames;
        return frames;
    }

    public void Dispose()
    {
    }
}
