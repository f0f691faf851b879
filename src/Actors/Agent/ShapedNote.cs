using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>A note made of recalled frames, not yet in any voice's range.</summary>
/// <param name="Onset">Seconds from the beginning of the phrase.</param>
/// <param name="Length">Seconds, above 0.</param>
/// <param name="Key">Key with its fraction, as it was heard.</param>
/// <param name="LoudnessDb">Loudest frame of it, dBFS.</param>
/// <param name="Strength">Strength of its onset, dB.</param>
/// <param name="Source">When it was heard.</param>
internal readonly record struct ShapedNote(
    double Onset, double Length, double Key, double LoudnessDb, double Strength, SampleTime Source)
{
    public double End => Onset + Length;
}
