namespace Antiphon.Flow;

/// <summary>The last slot of an input that ends: nothing more will be heard after it.</summary>
public sealed record InputEnded(Place Place) : Slot(Place);
