namespace Antiphon.Capture;

/// <summary>Where sound comes from: a file, a device, a generated performance.</summary>
/// <remarks>Not thread-safe: one reader.</remarks>
public interface IAudioInput : IDisposable
{
    /// <summary>The input's name for people: a file name, a device.</summary>
    string Name { get; }

    /// <summary>Frames a second, in Hz.</summary>
    int SampleRateHz { get; }

    /// <summary>Samples in a frame, at least 1.</summary>
    int Channels { get; }

    /// <summary>
    /// Frames since it was opened up to the last that was read: the input's own sample clock.
    /// Frames that a live device lost are counted, so it can rise by more than was read.
    /// </summary>
    long FramesRead { get; }

    /// <summary>Frames the input has in all; null when it has no end, or none is known.</summary>
    long? TotalFrames { get; }

    /// <summary>Nothing more will come.</summary>
    bool Ended { get; }

    /// <summary>What a live device tells besides its sound; null for everything else.</summary>
    ILiveDevice? Live => null;

    /// <summary>Reads what is at hand; never waits.</summary>
    /// <param name="interleaved">[frames × channels] room for the samples.</param>
    /// <returns>Frames read; 0 when nothing is at hand now, or the input has ended.</returns>
    /// <exception cref="AudioInputException">The input failed.</exception>
    int Read(Span<float> interleaved);
}
