namespace Antiphon.Notes;

/// <summary>The key that music is in.</summary>
/// <param name="Tonic">Pitch class, 0 (C)…11.</param>
/// <param name="IsMinor">Minor or major.</param>
/// <param name="Sureness">0…1.</param>
public readonly record struct MusicalKey(int Tonic, bool IsMinor, double Sureness)
{
    /// <summary>Sharps of its signature; flats below 0; −5…6.</summary>
    public int Fifths
    {
        get
        {
            // A minor key has the signature of the major key three semitones above.
            var fifths = 7 * (Tonic + (IsMinor ? 3 : 0)) % 12;
            return fifths > 6 ? fifths - 12 : fifths;
        }
    }
}
