using Antiphon.Signal;

namespace Antiphon.Measures;

/// <summary>Whether the partner took up the player's figures.</summary>
/// <remarks>
/// Chance is the same reply to a hundred players with the rhythms of this one, at the same times,
/// and his intervals in another order. Bound: of a reply of more figures, 300 that lie evenly.
/// </remarks>
/// <param name="ReplyFigures">Figures of four notes of the partner that were asked.</param>
/// <param name="Recent">Share of them that the player had played in the 15 s before.</param>
/// <param name="Developed">
/// Share that is none of these, and yet his: older, up to two minutes, or upside down.
/// </param>
public sealed record MotifEvidence(int ReplyFigures, BesideChance Recent, BesideChance Developed)
{
    private const int Shuffles = 100;
    private const ulong Seed = 2;

    /// <returns>Null where either played too few figures to say.</returns>
    internal static MotifEvidence? Of(Duet duet)
    {
        if (MotifRecall.Asked(duet) is not var (reply, call))
        {
            return null;
        }

        var random = new SplitMix64(Seed);
        var own = MotifRecall.Of(reply, call);
        MotifRecall[] chance =
            [.. Enumerable.Range(0, Shuffles)
                .Select(_ => MotifRecall.Of(reply, Shuffled(call, random)))];
        return new MotifEvidence(
            reply.Count,
            BesideChance.Of(own.Recent!.Value, [.. chance.Select(one => one.Recent!.Value)]),
            BesideChance.Of(own.Developed!.Value, [.. chance.Select(one => one.Developed!.Value)]));
    }

    private static PlayedFigure[] Shuffled(IReadOnlyList<PlayedFigure> call, SplitMix64 random)
    {
        PlayedFigure Any() => call[random.NextInt(call.Count)];
        return
        [
            .. call.Select(figure => figure with
            {
                First = Any().First, Second = Any().Second, Third = Any().Third,
            }),
        ];
    }
}
