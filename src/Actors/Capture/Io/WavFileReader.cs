namespace Antiphon.Capture.Io;

/// <summary>Reads a WAV file as it is played; only a few blocks of it are in memory.</summary>
/// <remarks>PCM 8, 16, 24 and 32 bits, float 32 and 64 bits; 1…64 channels.</remarks>
public sealed class WavFileReader : IRecordingReader
{
    private const int BlockSamples = 16_384;

    private readonly FileStream _file;
    private readonly WavHeader _header;
    private readonly byte[] _bytes;

    /// <summary>Opens a file.</summary>
    /// <exception cref="AudioInputException">It cannot be read, or is no WAV file.</exception>
    public WavFileReader(string path)
        : this(path, path, start: 0)
    {
    }

    /// <param name="name">As a person calls it.</param>
    /// <param name="start">Where its first chunk begins, in bytes.</param>
    internal WavFileReader(string path, string name, long start)
    {
        Path = name;
        try
        {
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            throw Unreadable(name, e);
        }

        try
        {
            _file.Position = start;
            _header = WavHeader.Read(_file, name);
            _file.Position = _header.DataStart;
        }
        catch (Exception e)
        {
            _file.Dispose();
            if (e is IOException or NotSupportedException)
            {
                throw Unreadable(name, e);
            }

            throw;
        }

        _bytes = new byte[BlockSamples / Channels * FrameBytes];
    }

    public string Path { get; }

    public WavEncoding Encoding => _header.Encoding;

    /// <summary>Frames a second, in Hz.</summary>
    public int SampleRateHz => _header.SampleRateHz;

    public int Channels => _header.Channels;

    /// <summary>Frames in the file, at least 1.</summary>
    public long Frames => _header.Frames;

    /// <summary>Frames read so far.</summary>
    public long FramesRead { get; private set; }

    private int FrameBytes => Channels * WavSamples.Bytes(Encoding);

    /// <summary>The whole of a file, for those who need it at once.</summary>
    /// <returns>[frames × channels] samples; integers lie in −1…1.</returns>
    /// <exception cref="AudioInputException">It cannot be read, or is over 2³¹ samples.</exception>
    public static float[] ReadAll(string path, out int sampleRateHz, out int channels)
    {
        using var reader = new WavFileReader(path);
        sampleRateHz = reader.SampleRateHz;
        channels = reader.Channels;
        if (reader.Frames * channels > Array.MaxLength)
        {
            throw new AudioInputException($"{path} is too long to be read at once: cut it.");
        }

        var samples = new float[reader.Frames * channels];
        reader.Read(samples);
        return samples;
    }

    /// <summary>Reads on.</summary>
    /// <param name="interleaved">[frames × channels] room for the samples.</param>
    /// <returns>Frames read: as many as fit, fewer only at the end of the file.</returns>
    /// <exception cref="AudioInputException">The file failed, or became shorter.</exception>
    public int Read(Span<float> interleaved)
    {
        var wanted = (int)Math.Min(interleaved.Length / Channels, Frames - FramesRead);
        for (var done = 0; done < wanted;)
        {
            var frames = Math.Min(wanted - done, _bytes.Length / FrameBytes);
            ReadBlock(interleaved.Slice(done * Channels, frames * Channels), frames);
            done += frames;
        }

        return wanted;
    }

    public void Dispose() => _file.Dispose();

    private static AudioInputException Unreadable(string path, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            new AudioInputException($"{path} does not exist: check the path.", e),
        UnauthorizedAccessException when Directory.Exists(path) =>
            new AudioInputException($"{path} is a folder: give a file in it.", e),
        UnauthorizedAccessException =>
            new AudioInputException($"{path} may not be read: check its permissions.", e),
        _ => new AudioInputException($"{path} cannot be read ({e.Message}): check it.", e),
    };

    private void ReadBlock(Span<float> samples, int frames)
    {
        var bytes = _bytes.AsSpan(0, frames * FrameBytes);
        try
        {
            _file.ReadExactly(bytes);
        }
        catch (IOException e)
        {
            throw new AudioInputException(
                $"{Path} failed: {(double)FramesRead / SampleRateHz:0.0} s of "
                + $"{(double)Frames / SampleRateHz:0.0} s were readable; check the disk, and that "
                + "nothing writes to the file.", e);
        }

        WavSamples.Decode(Encoding, bytes, samples);
        FramesRead += frames;
    }
}
