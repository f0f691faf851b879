using Antiphon.Signal;

namespace Antiphon.Measures;

/// <summary>Whether the player led the partner, told from what both did beat by beat.</summary>
/// <remarks>
/// Of each beat: whether the partner plays, how loud, and on which side of the circle of fifths its
/// tones lie. Each is told as one of two, so that few beats suffice: by the middle of the partner's
/// loudness, and by the middle of the player's tones along the direction in which these vary most.
/// A shuffled partner plays the same beats in blocks of another order.
/// Sources: Marschinski and Kantz, "Analysing the information flow between financial time series",
/// Eur. Phys. J. B 30, 2002; Politis and Romano, "The stationary bootstrap", JASA 89, 1994.
/// </remarks>
/// <param name="Beats">Beats that were counted.</param>
/// <param name="All">Of the three together, in bits a beat, as the rest.</param>
/// <param name="When">Of whether it plays.</param>
/// <param name="Loudness">Of how loud.</param>
/// <param name="Tones">Of which tones.</param>
public sealed record TransferEvidence(
    int Beats, BesideChance All, BesideChance When, BesideChance Loudness, BesideChance Tones)
{
    /// <summary>Shuffled partners that it is held against.</summary>
    public const int Shuffles = 100;

    private const int LeastBeats = 40;
    private const int LeastPlayed = 12;
    // Longer than a phrase, so that a shuffled partner still answers itself as this one does.
    private const double BlockBeats = 16;
    private const ulong Seed = 1;

    /// <returns>Null where either played too little to say.</returns>
    internal static TransferEvidence? Of(Duet duet)
    {
        var player = DuetBeat.Of(duet.Player, duet.Beats);
        var partner = DuetBeat.Of(duet.Partner, duet.Beats);
        if (duet.Beats.Count < LeastBeats
            || Math.Min(player.Count(b => b.Plays), partner.Count(b => b.Plays)) < LeastPlayed)
        {
            return null;
        }

        var lens = new BeatLens(player, partner);
        var random = new SplitMix64(Seed);
        var own = Figures(lens, partner);
        double[][] shuffled =
            [.. Enumerable.Range(0, Shuffles)
                .Select(_ => Figures(lens, InBlocks(partner, random)))];
        BesideChance Figure(int i) =>
            BesideChance.Of(own[i], [.. shuffled.Select(figures => figures[i])]);
        return new TransferEvidence(
            duet.Beats.Count, Figure(3), Figure(0), Figure(1), Figure(2));
    }

    private static double[] Figures(BeatLens lens, IReadOnlyList<DuetBeat> partner)
    {
        var (when, loud, tones) = (
            TransferEntropy.Bits(lens.When(partner)), TransferEntropy.Bits(lens.Loud(partner)),
            TransferEntropy.Bits(lens.Tones(partner)));
        return [when, loud, tones, when + loud + tones];
    }

    private static DuetBeat[] InBlocks(DuetBeat[] beats, SplitMix64 random)
    {
        var shuffled = new DuetBeat[beats.Length];
        var from = 0;
        for (var i = 0; i < shuffled.Length; i++)
        {
            from = i == 0 || random.NextDouble() < 1 / BlockBeats
                ? random.NextInt(beats.Length)
                : (from + 1) % beats.Length;
            shuffled[i] = beats[from];
        }

        return shuffled;
    }
}
