namespace Antiphon.Flow;

/// <summary>One half of a separated sound. The values are the batch rows of the encoder.</summary>
public enum Stem
{
    Harmonic = 0,
    Percussive = 1,
}
