using Antiphon.Hpss;
using Antiphon.MemoryBuffer;

namespace Antiphon.Agent;

/// <summary>A remembered frame at its place in a phrase to come.</summary>
/// <param name="OffsetSeconds">Time from the beginning of the phrase.</param>
/// <param name="Jumped">True when it does not follow the frame before it in memory.</param>
/// <param name="Semitones">How far its pitches are moved.</param>
internal readonly record struct RecalledFrame(
    double OffsetSeconds, RememberedFrame Frame, bool Jumped, int Semitones)
{
    /// <summary>The key it sounds at, with its fraction; null where there is no pitch.</summary>
    public double? Key => Pitch.KeyOf(Frame.Descriptors) + Semitones;

    /// <summary>Adds its pitch classes, moved, to a sum over the twelve.</summary>
    public void AddChroma(Span<double> sum)
    {
        var shift = Pitch.Fold(Semitones);
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            sum[(pitchClass + shift) % Chroma.Classes] += Frame.Descriptors.Chroma[pitchClass];
        }
    }
}
