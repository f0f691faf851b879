namespace Antiphon.Capture.Io;

/// <summary>
/// A recording as an input: a path, or a <c>file:</c> address. WAV is read here; FLAC, OGG, MP3
/// and others through libsndfile, where the machine has it.
/// </summary>
public sealed class FileAudioInput : IAudioInput
{
    private const string Scheme = "file:";

    private readonly IRecordingReader _reader;

    /// <summary>Opens a recording.</summary>
    /// <param name="address">
    /// A path, <c>file:PATH</c> as typed (relative paths too), or a <c>file:///</c> URI.
    /// </param>
    /// <exception cref="AudioInputException">It cannot be read.</exception>
    public FileAudioInput(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var path = PathOf(address);
        if (path.Length == 0)
        {
            throw new AudioInputException("The input has no file name: write file:PATH.");
        }

        var isWav =
            Path.GetExtension(path).ToLowerInvariant() is ".wav" or ".wave" or "";
        _reader = isWav || !File.Exists(path)
            ? new WavFileReader(path)
            : new SoundFileReader(path);
        Name = Path.GetFileName(path);
    }

    public string Name { get; }

    public int SampleRateHz => _reader.SampleRateHz;

    public int Channels => _reader.Channels;

    public long FramesRead => _reader.FramesRead;

    public long? TotalFrames => _reader.Frames;

    public bool Ended => _reader.FramesRead == _reader.Frames;

    public int Read(Span<float> interleaved) => _reader.Read(interleaved);

    public void Dispose() => _reader.Dispose();

    private static string PathOf(string address)
    {
        if (!address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return address;
        }

        return address.StartsWith("file:///", StringComparison.OrdinalIgnoreCase)
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? uri.LocalPath
            : address[Scheme.Length..];
    }
}

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
