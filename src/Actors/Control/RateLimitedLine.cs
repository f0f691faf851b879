namespace Antiphon.Control;

/// <summary>
/// Complaints about what comes from outside, at most one line in a while: who sends rubbish must
/// not fill the log. The next line says how many were left out.
/// </summary>
/// <param name="write">Takes a line.</param>
/// <remarks>Thread-safe by one lock.</remarks>
public sealed class RateLimitedLine(TimeProvider time, TimeSpan pause, Action<string> write)
{
    private readonly Lock _lock = new();
    private long? _last;
    private long _leftOut;

    public void Write(string line)
    {
        lock (_lock)
        {
            if (_last is { } last && time.GetElapsedTime(last) < pause)
            {
                _leftOut++;
                return;
            }

            write(_leftOut == 0 ? line : $"{line} ({_leftOut} more were left out)");
            (_last, _leftOut) = (time.GetTimestamp(), 0);
        }
    }
}
