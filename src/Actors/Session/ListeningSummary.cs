using Antiphon.Measures;

namespace Antiphon.Session;

/// <summary>
/// Whether the partner listened, in the last ten minutes: the <c>listening</c> of
/// <c>summary.json</c>.
/// </summary>
/// <param name="Verdict">Sentences for people.</param>
/// <param name="Transfer">Whether the player led it; null where that is too short to say.</param>
/// <param name="KeyChanges">Abrupt changes of the player's key.</param>
/// <param name="Motifs">Whether it took up his figures; null where too few were played.</param>
public sealed record ListeningSummary(
    IReadOnlyList<string> Verdict, TransferEvidence? Transfer,
    IReadOnlyList<KeyChange> KeyChanges, MotifEvidence? Motifs)
{
    /// <param name="music">What it was as music, beside shuffled memories.</param>
    public static ListeningSummary Of(SessionDetails details, MusicSummary music)
    {
        var evidence = ListeningEvidence.Of(
            Duet.Of(details.Heard, details.Keys, details.Notes, details.Beats));
        return new ListeningSummary(
            ListeningVerdict.Of(evidence, music), evidence.Transfer, evidence.KeyChanges,
            evidence.Motifs);
    }
}

/// <summary>What shows that the partner listened; null is what is too short to say.</summary>
internal sealed record ListeningEvidence(
    TransferEvidence? Transfer, IReadOnlyList<KeyChange> KeyChanges, MotifEvidence? Motifs)
{
    /// <summary>The same duet gives the same evidence.</summary>
    public static ListeningEvidence Of(Duet duet) =>
        new(TransferEvidence.Of(duet), KeyChange.In(duet), MotifEvidence.Of(duet));
}
