namespace Antiphon.Control;

/// <summary>
/// Lets so many through in a second, and a second's worth at once after a rest.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="perSecond">Above 0.</param>
public sealed class RateBound(TimeProvider time, double perSecond)
{
    private readonly double _most = Math.Max(1, perSecond);
    private double _left = Math.Max(1, perSecond);
    private long _last = time.GetTimestamp();

    /// <summary>True when one more may pass now.</summary>
    public bool TryPass()
    {
        var now = time.GetTimestamp();
        var grown = time.GetElapsedTime(_last, now).TotalSeconds * perSecond;
        (_left, _last) = (Math.Min(_most, _left + grown), now);
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
