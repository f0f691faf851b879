using System.Text;
using Antiphon.Disk;
using Antiphon.Time;

namespace Antiphon.Session.Io;

/// <summary>
/// A log of text lines that is closed, compressed and begun anew after so much sound; when the
/// parts pass their quota the oldest go. Time is the sample clock's.
/// </summary>
/// <remarks>
/// Thread-safe: one lock for the lines that wait, which nobody holds while he writes, and one for
/// the disk. Bound of what waits: <see cref="MostWaiting"/> characters.
/// </remarks>
/// <param name="path">Where; null for nowhere.</param>
/// <param name="options">When it is begun anew, and how much it may fill.</param>
/// <param name="mark">
/// The line that stands for lines that no disk took; null for one in JSON that says so.
/// </param>
public sealed class RotatingLog(
    string? path, SessionOptions options, Func<LostLines, string>? mark = null)
    : IGrowingFile, IDisposable
{
    /// <summary>Characters that wait at most.</summary>
    public const int MostWaiting = 4_000_000;

    private const int BatchChars = 1 << 18;
    private const int InlineChars = 1 << 16;

    private readonly Lock _disk = new();
    private readonly WaitingLines _waiting = new(MostWaiting, mark ?? SessionLine.Of);
    private readonly StringBuilder _text = new();
    private readonly LogParts? _parts = path is null ? null : new LogParts(path, options);
    private ReadOnlyMemory<byte> _batch;
    private LogFile? _file;
    private long? _known;
    private (long Lines, SampleTime Last) _inBatch, _inFile;
    private SampleTime _rotateAt = SampleTime.Zero.PlusSeconds(60.0 * options.RotateMinutes);
    private volatile bool _fails;
    private bool _disposed;

    /// <summary>
    /// Whoever writes more than can wait waits for the disk himself, and no line is let go: for
    /// what is as fast as the machine.
    /// </summary>
    public bool Waits { get; init; } = true;

    public string Name => Path.GetFileName(path) ?? "nothing";

    public string? Missing => _waiting.Lost is 0
        ? null
        : FormattableString.Invariant($"{_waiting.Lost} lines of {Name}");

    /// <summary>Appends a line that belongs to a time.</summary>
    public void Write(string line, SampleTime time)
    {
        if (_parts is null)
        {
            return;
        }

        _waiting.Add(line, time);
        if (Waits && !_fails && _waiting.Chars > InlineChars)
        {
            TryWrite(sync: false);
        }
    }

    public void Write()
    {
        lock (_disk)
        {
            if (!_disposed)
            {
                WriteAll(sync: true);
            }
        }
    }

    /// <summary>Writes what is left; what cannot be written is in <see cref="Missing"/>.</summary>
    public void Dispose()
    {
        lock (_disk)
        {
            TryWrite(sync: true);
            Close();
            _parts?.Finish();
            _disposed = true;
        }
    }

    private void TryWrite(bool sync)
    {
        try
        {
            lock (_disk)
            {
                WriteAll(sync);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next one who keeps the file is told, as the file still fails then.
        }
    }

    private void WriteAll(bool sync)
    {
        if (_parts is null)
        {
            return;
        }

        try
        {
            do
            {
                Open().Append(_batch.Span);
                _inFile = (_inFile.Lines + _inBatch.Lines, _inBatch.Last);
                (_batch, _inBatch) = (default, (0, _inBatch.Last));
            }
            while (FillBatch());
            if (sync)
            {
                _file!.Sync();
            }

            _fails = false;
        }
        catch
        {
            _fails = true;
            Close();
            throw;
        }
    }

    private bool FillBatch()
    {
        if (_waiting.Next is { } next && next >= _rotateAt)
        {
            Rotate(next);
        }

        _text.Clear();
        _inBatch = _waiting.Take(_text, BatchChars, _rotateAt);
        _batch = Encoding.UTF8.GetBytes(_text.ToString());
        return _batch.Length > 0;
    }

    private LogFile Open()
    {
        if (_file is not null)
        {
            _file.RequireThere();
            return _file;
        }

        _file = new LogFile(path!, _known);
        if (_file.LostAll)
        {
            _waiting.Forget(_inFile.Lines, SampleTime.Zero, _inFile.Last);
            _inFile = default;
        }

        return _file;
    }

    private void Rotate(SampleTime time)
    {
        Open().Sync();
        Close();
        _parts!.Begin();
        (_known, _inFile) = (null, default);
        while (time >= _rotateAt)
        {
            _rotateAt = _rotateAt.PlusSeconds(60.0 * options.RotateMinutes);
        }

        Open();
    }

    private void Close()
    {
        _known = _file?.Length ?? _known;
        _file?.Dispose();
        _file = null;
    }
}
