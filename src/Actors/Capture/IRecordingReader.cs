namespace Antiphon.Capture;

/// <summary>Reads a recording as it is played, whatever its format.</summary>
internal interface IRecordingReader : IDisposable
{
    int SampleRateHz { get; }

    int Channels { get; }

    /// <summary>Frames in the file, at least 1.</summary>
    long Frames { get; }

    long FramesRead { get; }

    /// <summary>Reads on; fewer frames than fit only at the end of the file.</summary>
    int Read(Span<float> interleaved);
}
