using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Disk.Io;
using Antiphon.Time;

namespace Antiphon.Session.Io;

/// <summary>
/// The recording of a session as an input, read on from file to file; a stretch that no file holds
/// is silent.
/// </summary>
/// <remarks>Not thread-safe: one reader.</remarks>
public sealed class RecordedInput : IAudioInput
{
    private readonly List<(string Path, long Start)> _parts = [];
    private WavFileReader _reader;
    private int _part;

    /// <exception cref="AudioInputException">A file cannot be read.</exception>
    public RecordedInput(SessionFolder folder)
    {
        _parts.AddRange(PartsOf(folder));
        if (_parts.Count == 0)
        {
            throw new AudioInputException($"{folder.FullPath} holds no recording");
        }

        _reader = new WavFileReader(_parts[0].Path);
        using var last = new WavFileReader(_parts[^1].Path);
        TotalFrames = _parts[^1].Start + last.Frames;
    }

    public string Name => "the recording of the session";

    public int SampleRateHz => _reader.SampleRateHz;

    public int Channels => _reader.Channels;

    public long FramesRead { get; private set; }

    public long? TotalFrames { get; }

    public bool Ended => FramesRead >= TotalFrames;

    /// <summary>
    /// When the first stretch that was read begins that no file holds; null when there is none.
    /// </summary>
    public SampleTime? FirstHole { get; private set; }

    /// <summary>Where it ends.</summary>
    public SampleTime End => SampleTime.FromSeconds((double)TotalFrames!.Value / SampleRateHz);

    public int Read(Span<float> interleaved)
    {
        var room = interleaved.Length / Channels;
        var done = 0;
        while (done < room && !Ended)
        {
            var rest = interleaved.Slice(done * Channels, (room - done) * Channels);
            var frames = ReadOn(rest);
            done += frames;
            FramesRead += frames;
        }

        return done;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>True where a session kept what it heard.</summary>
    public static bool IsThere(SessionFolder folder) => FilesOf(folder).Any();

    private static IEnumerable<(string Path, long Start)> PartsOf(SessionFolder folder) =>
        from path in FilesOf(folder)
        where ReadableFile.WhyNot(path) is not { } why
            ? true
            : throw new AudioInputException($"{path} cannot be read: {why}")
        let start = BroadcastStart.Of(path) ?? (path == folder.Input ? 0L : null as long?)
        where start is not null
        select (path, start.Value);

    private static IEnumerable<string> FilesOf(SessionFolder folder) =>
        Enumerable.Range(1, folder.InputParts)
            .Select(part => part == 1 ? folder.Input : folder.InputPart(part))
            .Where(File.Exists);

    // Of a part that was cut off in the middle of a write, the next says where it ends.
    private int ReadOn(Span<float> rest)
    {
        var start = _parts[_part].Start;
        var next = FramesRead < start ? start
            : _part + 1 < _parts.Count ? _parts[_part + 1].Start
            : TotalFrames!.Value;
        if (FramesRead == next)
        {
            _reader.Dispose();
            _part++;
            _reader = new WavFileReader(_parts[_part].Path);
            return 0;
        }

        var wanted = (int)Math.Min(rest.Length / Channels, next - FramesRead);
        var frames = FramesRead < start ? 0 : _reader.Read(rest[..(wanted * Channels)]);
        if (frames > 0)
        {
            return frames;
        }

        FirstHole ??= SampleTime.FromSeconds((double)FramesRead / SampleRateHz);
        rest[..(wanted * Channels)].Clear();
        return wanted;
    }
}
