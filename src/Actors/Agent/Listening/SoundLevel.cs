namespace Antiphon.Agent;

/// <summary>How loud the input was in the last second, 10 ms at a time.</summary>
/// <remarks>Not thread-safe. Bounded: the last <see cref="Kept"/> levels.</remarks>
internal sealed class SoundLevel
{
    public const int Kept = 100;

    private const int Now = 3;
    private const double SilenceDb = -120;

    private readonly double[] _levels = [.. Enumerable.Repeat(SilenceDb, Kept)];
    private int _count;

    /// <summary>
    /// How far the level of the last 30 ms lies under the loudest of the last second, in dB from 0.
    /// </summary>
    public double FallenDb
    {
        get
        {
            var (loudest, now) = (SilenceDb, SilenceDb);
            for (var back = 1; back <= Math.Min(Kept, _count); back++)
            {
                var level = _levels[(_count - back) % Kept];
                loudest = Math.Max(loudest, level);
                now = back <= Now ? Math.Max(now, level) : now;
            }

            return loudest - now;
        }
    }

    /// <summary>Takes in 10 ms.</summary>
    /// <param name="loudnessDb">dBFS.</param>
    public void Hear(double loudnessDb) => _levels[_count++ % Kept] = loudnessDb;
}
