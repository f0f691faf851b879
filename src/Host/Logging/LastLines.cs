using System.Globalization;

namespace Antiphon.Host.Logging;

/// <summary>The newest lines of the log in memory, for a crash report.</summary>
/// <remarks>
/// Thread-safe by one lock. Bound: <see cref="Most"/> lines of <see cref="LongestLine"/>
/// characters.
/// </remarks>
internal sealed class LastLines
{
    public const int Most = 200;
    public const int LongestLine = 2_000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new(Most);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public void Keep(LogRecord record)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Time:HH:mm:ss.fff} {record.Level} {record.Category}: {record.Headline}");
        lock (_lock)
        {
            if (_lines.Count == Most)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line.Length <= LongestLine ? line : line[..LongestLine]);
        }
    }
}
