namespace Antiphon.Agent;

/// <summary>After how long a pause the player usually is back.</summary>
/// <remarks>Not thread-safe. Bounded: the last <see cref="Most"/> pauses.</remarks>
internal sealed class PlayerReturns
{
    public const int Most = 8;

    private const int Recent = 2;
    private const double LeastPause = 2;
    private const double Same = 0.15;
    private const double BreathBeats = 3;
    private const int MostBreaths = 2;

    private readonly List<double> _pauses = [];
    private int _breaths;

    /// <summary>The player was back at once, twice: what seems an end is a breath.</summary>
    public bool Breathes => _breaths >= MostBreaths;

    /// <summary>
    /// The player was back after a pause, in beats; in one that leaves no room for an answer, the
    /// phrase had not ended.
    /// </summary>
    public void Add(double pause)
    {
        _breaths = pause < BreathBeats ? _breaths + 1 : 0;
        if (pause < LeastPause)
        {
            return;
        }

        _pauses.Add(pause);
        if (_pauses.Count > Most)
        {
            _pauses.RemoveAt(0);
        }
    }

    /// <summary>
    /// How much room there usually is: where long and short pauses take turns, the one whose turn
    /// it is; else the shorter of the last two; <paramref name="otherwise"/> before the first.
    /// </summary>
    public double Usual(double otherwise) => _pauses switch
    {
        [] => otherwise,
        [.., var a, var b, var c] when Math.Abs(a - c) <= Same * a => b,
        _ => _pauses.TakeLast(Recent).Min(),
    };
}
