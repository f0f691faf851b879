namespace Antiphon.Agent;

/// <summary>A place in an answer's melody that a note is to be found for.</summary>
/// <param name="Position">On the <see cref="BeatLine"/>, as written.</param>
/// <param name="Length">In beats, above 0.</param>
/// <param name="Want">The degree that the form asks for; null when any will do.</param>
/// <param name="Source">Which note of the figure it comes from; −1: none.</param>
internal readonly record struct PhraseSlot(
    double Position, double Length, int? Want, int Source)
{
    private const double Near = 0.01;
    private const double LongBeats = 1;

    /// <summary>
    /// How much weight the metre gives it, 0.05 (between the halves of a beat)…1 (the first beat).
    /// </summary>
    public double Strength(BeatLine line)
    {
        var inBar = line.InBar(Position);
        var beat = Math.Round(inBar);
        if (Math.Abs(inBar - beat) > Near)
        {
            return Math.Abs(inBar - Math.Floor(inBar) - 0.5) < 0.2 ? 0.15 : 0.05;
        }

        var weight = (int)beat % line.BarBeats == 0 ? 1
            : line.BarBeats % 2 == 0 && (int)beat == line.BarBeats / 2 ? 0.8
            : 0.5;
        return Length >= LongBeats ? Math.Min(1, weight + 0.25) : weight;
    }
}
