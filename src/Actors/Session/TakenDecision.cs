using Antiphon.Agent;

namespace Antiphon.Session;

/// <summary>A decision with what it led to, and what it cost.</summary>
/// <param name="Notes">The notes that it planned, in order; some may be withdrawn since.</param>
/// <param name="StageMs">How long each stage had just worked; null when unknown.</param>
public sealed record TakenDecision(
    Decision Decision, IReadOnlyList<NotePlanned> Notes, StageMs? StageMs)
{
    /// <param name="notes">Notes of this decision and of others.</param>
    public static TakenDecision Of(
        Decision decision, IEnumerable<NotePlanned> notes, StageMs? stageMs = null) =>
        new(decision, [.. notes.Where(note => note.DecisionId == decision.Id)], stageMs);
}
