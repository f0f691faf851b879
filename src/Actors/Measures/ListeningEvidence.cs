namespace Antiphon.Measures;

/// <summary>What shows that the partner listened, of the last ten minutes.</summary>
/// <param name="Transfer">Whether the player led it; null where that is too short to say.</param>
/// <param name="KeyChanges">Abrupt changes of the player's key.</param>
/// <param name="Motifs">Whether it took up his figures; null likewise.</param>
public sealed record ListeningEvidence(
    TransferEvidence? Transfer, IReadOnlyList<KeyChange> KeyChanges, MotifEvidence? Motifs)
{
    /// <summary>The same duet gives the same evidence.</summary>
    internal static ListeningEvidence Of(Duet duet) =>
        new(TransferEvidence.Of(duet), KeyChange.In(duet), MotifEvidence.Of(duet));
}
