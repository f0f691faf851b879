using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>How late own notes come back, as it was measured in the course of a session.</summary>
/// <remarks>Not thread-safe. Bounded: the oldest of <paramref name="most"/> is forgotten.</remarks>
internal sealed class RoundTrips(int most)
{
    private readonly List<(SampleTime From, double Seconds)> _measured = [];

    /// <summary>Whether any was measured.</summary>
    public bool IsMeasured => _measured.Count > 0;

    /// <summary>From a time on it lasts so long.</summary>
    public void Add(SampleTime from, double seconds)
    {
        _measured.Add((from, seconds));
        if (_measured.Count > most)
        {
            _measured.RemoveAt(0);
        }
    }

    /// <summary>What was measured last up to a time, in seconds; 0 before the first.</summary>
    public double At(SampleTime time)
    {
        for (var i = _measured.Count - 1; i >= 0; i--)
        {
            if (_measured[i].From <= time)
            {
                return _measured[i].Seconds;
            }
        }

        return 0;
    }
}
