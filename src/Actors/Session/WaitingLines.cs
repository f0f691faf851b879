using System.Text;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>
/// Lines of a log that wait for the disk. Bound: so many characters; then the oldest are let go,
/// and a line in their place says so.
/// </summary>
/// <remarks>Thread-safe by one lock.</remarks>
/// <param name="mostChars">Characters that may wait.</param>
/// <param name="mark">The line that stands for lines that were let go.</param>
public sealed class WaitingLines(long mostChars, Func<LostLines, string> mark)
{
    private readonly Lock _lock = new();
    private readonly Queue<(string Line, SampleTime Time)> _lines = new();
    private LostLines? _lost;
    private long _chars;

    /// <summary>Characters that wait.</summary>
    public long Chars => Interlocked.Read(ref _chars);

    /// <summary>Lines that were let go, in all.</summary>
    public long Lost { get; private set; }

    /// <summary>Appends a line.</summary>
    public void Add(string line, SampleTime time)
    {
        lock (_lock)
        {
            _lines.Enqueue((line, time));
            _chars += line.Length + 1;
            while (_chars > mostChars && _lines.Count > 1)
            {
                var (oldest, at) = Dequeue();
                Forget(1, at, at);
            }
        }
    }

    /// <summary>Lines that were written are gone with their file.</summary>
    public void Forget(long lines, SampleTime from, SampleTime until)
    {
        lock (_lock)
        {
            Lost += lines;
            _lost = _lost is { } lost
                ? lost with { Count = lost.Count + lines, Until = until }
                : new LostLines(lines, from, until);
        }
    }

    /// <summary>When the next line is from; null when none waits.</summary>
    public SampleTime? Next
    {
        get
        {
            lock (_lock)
            {
                return _lines.TryPeek(out var next) ? next.Time : null;
            }
        }
    }

    /// <summary>Takes lines that are older than a time, each with its end.</summary>
    /// <param name="into">Takes them.</param>
    /// <param name="most">Characters after which it is enough.</param>
    /// <param name="before">Lines of this time and later stay.</param>
    /// <returns>Lines taken, and the time of the last.</returns>
    public (long Lines, SampleTime Last) Take(StringBuilder into, int most, SampleTime before)
    {
        lock (_lock)
        {
            var (lines, last) = (0L, SampleTime.Zero);
            if (_lost is { } lost)
            {
                into.Append(mark(lost)).Append('\n');
                _lost = null;
            }

            while (into.Length < most && _lines.TryPeek(out var next) && next.Time < before)
            {
                into.Append(Dequeue().Line).Append('\n');
                (lines, last) = (lines + 1, next.Time);
            }

            return (lines, last);
        }
    }

    private (string Line, SampleTime Time) Dequeue()
    {
        var next = _lines.Dequeue();
        _chars -= next.Line.Length + 1;
        return next;
    }
}

/// <summary>A stretch of a log that no disk took.</summary>
/// <param name="Count">Lines.</param>
/// <param name="From">When the first of them was.</param>
/// <param name="Until">And the last.</param>
public readonly record struct LostLines(long Count, SampleTime From, SampleTime Until);
