namespace Antiphon.Measures;

/// <summary>How much of a reply is made of the player's figures.</summary>
/// <param name="Recent">
/// Share of the reply's figures that the player played in the 15 s before; null without any.
/// </param>
/// <param name="Developed">
/// Share that is none of these, and yet his: of the two minutes before, or upside down of the last.
/// </param>
internal readonly record struct MotifRecall(double? Recent, double? Developed)
{
    private const int LeastFigures = 12;
    private const int MostFigures = 300;
    private const double RecentSeconds = 15;
    private const double OldestSeconds = 120;
    private const double OldestTurnedSeconds = 60;

    /// <summary>What is asked of a duet: the partner's figures, and the player's.</summary>
    /// <returns>
    /// Null where either played too few to say; of more than 300 of the partner, those that lie
    /// evenly.
    /// </returns>
    public static (IReadOnlyList<PlayedFigure> Reply, IReadOnlyList<PlayedFigure> Call)? Asked(
        Duet duet)
    {
        var reply = PlayedFigure.In(Tone.Melody(duet.Partner));
        var call = PlayedFigure.In(duet.PlayerMelody);
        return Math.Min(reply.Count, call.Count) < LeastFigures ? null : (Evenly(reply), call);
    }

    /// <param name="reply">The reply's figures.</param>
    /// <param name="call">The player's, in the order of time.</param>
    public static MotifRecall Of(
        IReadOnlyCollection<PlayedFigure> reply, IReadOnlyList<PlayedFigure> call)
    {
        if (reply.Count == 0)
        {
            return new MotifRecall(null, null);
        }

        int recent = 0, developed = 0;
        foreach (var figure in reply)
        {
            var found = Find(figure, call);
            recent += found == Kinship.Recent ? 1 : 0;
            developed += found == Kinship.Developed ? 1 : 0;
        }

        return new MotifRecall((double)recent / reply.Count, (double)developed / reply.Count);
    }

    private static IReadOnlyList<PlayedFigure> Evenly(IReadOnlyList<PlayedFigure> figures) =>
        figures.Count <= MostFigures
            ? figures
            : [.. Enumerable.Range(0, MostFigures).Select(
                i => figures[(int)((long)i * figures.Count / MostFigures)])];

    private static Kinship Find(in PlayedFigure figure, IReadOnlyList<PlayedFigure> call)
    {
        var kinship = Kinship.None;
        for (var i = Before(call, figure.Time) - 1; i >= 0; i--)
        {
            var age = figure.Time - call[i].Time;
            if (age > OldestSeconds || (age > RecentSeconds && kinship == Kinship.Developed))
            {
                break;
            }

            if (figure.IsLike(call[i]))
            {
                if (age <= RecentSeconds)
                {
                    return Kinship.Recent;
                }

                kinship = Kinship.Developed;
            }
            else if (age <= OldestTurnedSeconds && figure.IsUpsideDown(call[i]))
            {
                kinship = Kinship.Developed;
            }
        }

        return kinship;
    }

    // How many of the call's figures begin before a time.
    private static int Before(IReadOnlyList<PlayedFigure> call, double time)
    {
        var (low, high) = (0, call.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = call[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private enum Kinship
    {
        None,
        Recent,
        Developed,
    }
}
