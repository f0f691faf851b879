using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Disk;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Session.Io;

/// <summary>
/// An input that keeps what it gave, unaltered, as WAV files: <c>input.wav</c>, and behind a hole
/// or 4 GiB <c>input-2.wav</c> and so on, each of which says with which frame it begins.
/// </summary>
/// <remarks>
/// Thread-safe: one lock for the sound that waits, one for the disk. Bound of what waits:
/// <see cref="MostWaiting"/> samples; then the oldest are let go.
/// </remarks>
public sealed class SessionRecording : AudioInputAround, IGrowingFile
{
    /// <summary>Samples that wait at most, of all channels together.</summary>
    public const int MostWaiting = 1 << 21;

    private const int BlockSamples = 1 << 15;
    private const int InlineSamples = 1 << 18;

    private readonly Lock _gate = new();
    private readonly Lock _disk = new();
    private readonly SessionFolder _folder;
    private readonly long _mostFrames;
    private readonly bool _waits;
    private readonly float[] _ring;
    private readonly float[] _block;
    private WavFileWriter? _file;
    private long _heard, _next, _fileStart, _fileEnd, _missing;
    private int _part;
    private volatile bool _fails;
    private bool _disposed;

    /// <param name="folder">Where the files lie.</param>
    /// <param name="live">Nobody waits for the disk.</param>
    /// <param name="mostFrames">Frames of a file; null for as many as it can hold.</param>
    public SessionRecording(
        IAudioInput inner, SessionFolder folder, bool live, long? mostFrames = null)
        : base(inner)
    {
        (_folder, _waits, _mostFrames) = (folder, !live, mostFrames ?? long.MaxValue);
        _ring = new float[(live ? MostWaiting : 2 * InlineSamples) / Channels * Channels];
        _block = new float[BlockSamples / Channels * Channels];
    }

    /// <summary>Told when a file is as long as it can be, and where it goes on.</summary>
    public Action<KeepingNews> Tell { get; init; } = _ => { };

    string IGrowingFile.Name => Path.GetFileName(_part < 2 ? _folder.Input : PathOf(_part));

    public string? Missing => _missing == 0
        ? null
        : Text($"{(double)_missing / SampleRateHz:0.0} s of the recording");

    private int RingFrames => _ring.Length / Channels;

    public override int Read(Span<float> interleaved)
    {
        var frames = Inner.Read(interleaved);
        Keep(interleaved[..(frames * Channels)]);
        if (_waits && !_fails && (_heard - _next) * Channels > InlineSamples)
        {
            TryWrite();
        }

        return frames;
    }

    public void Write()
    {
        lock (_disk)
        {
            if (_disposed)
            {
                return;
            }

            try
            {
                WriteAll();
                _file!.Sync();
                _fails = false;
            }
            catch
            {
                _fails = true;
                Abandon();
                throw;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_disk)
            {
                TryWrite();
                Abandon();
                _disposed = true;
            }
        }

        base.Dispose(disposing);
    }

    private void TryWrite()
    {
        try
        {
            Write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next one who keeps the file is told, as it still fails then.
        }
    }

    private void Keep(ReadOnlySpan<float> sound)
    {
        lock (_gate)
        {
            while (sound.Length > 0)
            {
                var at = (int)(_heard % RingFrames) * Channels;
                var count = Math.Min(sound.Length, _ring.Length - at);
                sound[..count].CopyTo(_ring.AsSpan(at));
                sound = sound[count..];
                _heard += count / Channels;
            }

            _next = Math.Max(_next, _heard - RingFrames);
        }
    }

    // A block as it stands, and with which frame it begins: frames may be let go meanwhile.
    private (long Start, int Frames) Peek()
    {
        lock (_gate)
        {
            var at = (int)(_next % RingFrames);
            var frames = (int)Math.Min(
                Math.Min(_heard - _next, RingFrames - at), _block.Length / Channels);
            _ring.AsSpan(at * Channels, frames * Channels).CopyTo(_block);
            return (_next, frames);
        }
    }

    private void WriteAll()
    {
        while (true)
        {
            var (start, frames) = Peek();
            if (_file is null || start != _fileEnd)
            {
                Begin(start);
            }
            else if (!File.Exists(PathOf(_part)))
            {
                throw LogFile.TakenAway(PathOf(_part));
            }

            if (frames == 0)
            {
                return;
            }

            var room = Math.Min(_file!.Room, _mostFrames - (_fileEnd - _fileStart));
            if (room <= 0)
            {
                Begin(start);
                Tell(new RecordingContinued(((IGrowingFile)this).Name));
                continue;
            }

            frames = (int)Math.Min(frames, room);
            _file.Write(_block.AsSpan(0, frames * Channels));
            _fileEnd = start + frames;
            lock (_gate)
            {
                _next = Math.Max(_next, _fileEnd);
            }
        }
    }

    private void Begin(long start)
    {
        Abandon();
        _missing += start - _fileEnd;
        // One in which nothing came to stand is begun again; no other is ever touched.
        _part += _part == 0 || _fileEnd > _fileStart ? 1 : 0;
        (_fileStart, _fileEnd) = (start, start);
        LogFile.MakeFolderAgain(_folder.FullPath);
        try
        {
            _file = new WavFileWriter(
                PathOf(_part), SampleRateHz, Channels, WavEncoding.Float32,
                start == 0 ? null : start);
        }
        catch
        {
            File.Delete(PathOf(_part));
            throw;
        }
    }

    // Its header counts what is surely in it; one in which nothing is goes again.
    private void Abandon()
    {
        var isEmpty = _file is not null && _fileEnd == _fileStart;
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // Its last header stands, which is a second old.
        }

        _file = null;
        if (isEmpty)
        {
            File.Delete(PathOf(_part));
        }
    }

    private string PathOf(int part) => part == 1 ? _folder.Input : _folder.InputPart(part);
}
