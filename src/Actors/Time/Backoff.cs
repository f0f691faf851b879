namespace Antiphon.Time;

/// <summary>
/// How long to wait before the next attempt at what failed: each time twice as long, up to a
/// longest wait, for ever.
/// </summary>
/// <remarks>It waits for nobody and reads no clock. Not thread-safe.</remarks>
/// <param name="shortest">The first wait, more than 0.</param>
/// <param name="longest">The longest, at least the first.</param>
public sealed class Backoff(TimeSpan shortest, TimeSpan longest)
{
    private TimeSpan? _wait;

    /// <summary>The wait before the next attempt.</summary>
    public TimeSpan Wait => _wait ?? shortest;

    /// <summary>The attempt failed.</summary>
    public void Lengthen() => _wait = Wait * 2 < longest ? Wait * 2 : longest;

    /// <summary>What failed is well again: the next failure waits as short as the first.</summary>
    public void Reset() => _wait = null;
}
