namespace Antiphon.Flow;

/// <summary>A stretch that was lost, where, and why. It is passed on by every stage.</summary>
/// <param name="Reason">What happened, for the person at the rig.</param>
public sealed record Gap(Place Place, string Reason) : Slot(Place);
