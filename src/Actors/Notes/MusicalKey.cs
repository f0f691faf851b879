namespace Antiphon.Notes;

/// <summary>The key that music is in.</summary>
/// <param name="Tonic">Pitch class, 0 (C)…11.</param>
/// <param name="IsMinor">Minor or major.</param>
/// <param name="Sureness">0…1.</param>
public readonly record struct MusicalKey(int Tonic, bool IsMinor, double Sureness);
