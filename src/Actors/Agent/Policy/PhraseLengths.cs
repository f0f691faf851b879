namespace Antiphon.Agent;

/// <summary>How long the player's phrases usually are.</summary>
/// <remarks>Not thread-safe. Bounded: the last <see cref="Most"/> phrases.</remarks>
internal sealed class PhraseLengths
{
    public const int Most = 3;

    private const double Alike = 1.3;
    private const double EndsWithinSeconds = 1;

    private readonly Queue<double> _seconds = new();

    /// <summary>
    /// The length of the longest of the last phrases, in seconds; null while they differ much or
    /// are too few.
    /// </summary>
    public double? Usual => _seconds.Count >= 2 && _seconds.Max() <= Alike * _seconds.Min()
        ? _seconds.Max()
        : null;

    /// <summary>A phrase has ended.</summary>
    public void Add(double seconds)
    {
        _seconds.Enqueue(seconds);
        if (_seconds.Count > Most)
        {
            _seconds.Dequeue();
        }
    }

    /// <summary>
    /// How long one is listened to before being joined: who plays in phrases of one length is not
    /// joined before one is longer.
    /// </summary>
    /// <param name="seconds">How long others are listened to.</param>
    public double Patience(double seconds) =>
        Math.Max(seconds, Math.Min(Alike * (Usual ?? 0), 2 * seconds));

    /// <summary>
    /// Whether a phrase that has lasted so long is expected to end: it is not talked over.
    /// </summary>
    public bool IsEnding(double seconds) => Usual is { } usual
        && seconds > usual - EndsWithinSeconds && seconds < Alike * usual;
}
