using Antiphon.Hpss;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// One frame as it is remembered: when it was heard, its two words, how it sounded.
/// </summary>
/// <param name="Ordinal">Frames since the rig began to hear; names the frame for ever.</param>
/// <param name="Time">The centre of the frame.</param>
/// <param name="Harmonic">Word of the harmonic stem, or rest.</param>
/// <param name="Percussive">Word of the percussive stem, or rest.</param>
/// <param name="Descriptors">Loudness, pitch, chroma and onset of the frame.</param>
public sealed record RememberedFrame(
    long Ordinal, SampleTime Time, Word Harmonic, Word Percussive, FrameDescriptors Descriptors)
{
    public static RememberedFrame Of(FrameToken token) =>
        new(token.Ordinal, token.Time, token.Harmonic, token.Percussive, token.Descriptors);
}
