namespace Antiphon.Capture.Io;

/// <summary>
/// An input around another: all that a kind of its own does not change is that of the inner one.
/// </summary>
/// <param name="inner">What is heard; disposed with this.</param>
public abstract class AudioInputAround(IAudioInput inner) : IAudioInput
{
    public string Name => Inner.Name;

    public int SampleRateHz => Inner.SampleRateHz;

    public int Channels => Inner.Channels;

    public virtual long FramesRead => Inner.FramesRead;

    public virtual long? TotalFrames => Inner.TotalFrames;

    public virtual bool Ended => Inner.Ended;

    public ILiveDevice? Live => Inner.Live;

    /// <summary>What is heard.</summary>
    protected IAudioInput Inner { get; } = inner;

    public abstract int Read(Span<float> interleaved);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <param name="disposing">False in a finalizer, which no input has.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Inner.Dispose();
        }
    }
}
