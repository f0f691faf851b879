namespace Antiphon.Agent;

/// <summary>What is played on an occasion, and why.</summary>
/// <param name="Notes">In the order in which they are due.</param>
internal sealed record Reply(List<NotePlanned> Notes, List<Decision> Decisions);
