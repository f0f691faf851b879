using Antiphon.Native;

namespace Antiphon.Capture.Io;

/// <summary>
/// A recording as an input: a path, or a <c>file:</c> address.
/// </summary>
public sealed class FileAudioInput : IAudioInput
{
    private const string Scheme = "file:";

    private readonly IRecordingReader _reader;
    private AudioInputException? _fault;

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

        _reader = RecordingReaders.Open(RawFileName.Openable(path), path);
        Name = Path.GetFileName(path);
    }

    public string Name { get; }

    public int SampleRateHz => _reader.SampleRateHz;

    public int Channels => _reader.Channels;

    public long FramesRead => _reader.FramesRead;

    public long? TotalFrames => _reader.Frames;

    public bool Ended => _reader.FramesRead == _reader.Frames;

    /// <remarks>
    /// What failed once stays failed: libsndfile tells an error once, and then calls it the end.
    /// </remarks>
    public int Read(Span<float> interleaved)
    {
        try
        {
            return _fault is null ? _reader.Read(interleaved) : throw _fault;
        }
        catch (AudioInputException e)
        {
            _fault = e;
            throw;
        }
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>The path that an address means; empty where it names no file.</summary>
    public static string PathOf(string address)
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
