namespace Antiphon.Control;

/// <summary>
/// Whether something works that the music does not wait for: that it fails is told once and at
/// once, and so is that it works again.
/// </summary>
/// <remarks>Thread-safe by one lock, under which it is told.</remarks>
/// <param name="lost">Told why, in one line for a person; must neither wait nor throw.</param>
/// <param name="back">Told after how many seconds; likewise.</param>
public sealed class ExtraHealth(TimeProvider time, Action<string> lost, Action<double> back)
{
    private readonly Lock _lock = new();
    private long? _lostAt;

    /// <summary>It failed.</summary>
    public void Failed(string why)
    {
        lock (_lock)
        {
            if (_lostAt is null)
            {
                _lostAt = time.GetTimestamp();
                lost(why);
            }
        }
    }

    /// <summary>It works.</summary>
    public void Works()
    {
        lock (_lock)
        {
            if (_lostAt is { } since)
            {
                _lostAt = null;
                back(time.GetElapsedTime(since).TotalSeconds);
            }
        }
    }
}
