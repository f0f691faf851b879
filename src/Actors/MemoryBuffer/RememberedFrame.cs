using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// One frame as it is remembered: when it was heard, its two words, how it sounded.
/// </summary>
/// <param name="Ordinal">
/// Names the frame for as long as the process lives: frames since the rig began to hear; below 0
/// when it is of a corpus.
/// </param>
/// <param name="Time">The centre of the frame, from the beginning of its recording.</param>
/// <param name="Harmonic">Word of the harmonic stem, or rest.</param>
/// <param name="Percussive">Word of the percussive stem, or rest.</param>
/// <param name="Descriptors">Loudness, pitch, chroma and onset of the frame.</param>
public sealed record RememberedFrame(
    long Ordinal, SampleTime Time, Token Harmonic, Token Percussive, FrameDescriptors Descriptors)
{
    /// <summary>
    /// What the ear heard in it; null where nothing was, and in the live memory, of which the mind
    /// knows it by the ordinal.
    /// </summary>
    public HeardFrame? Heard { get; init; }

    /// <summary>The same words at the same time, sounding like another frame.</summary>
    public RememberedFrame SoundingLike(RememberedFrame other) =>
        this with { Descriptors = other.Descriptors, Heard = other.Heard };

    public static RememberedFrame Of(FrameToken token) =>
        new(token.Ordinal, token.Time, token.Harmonic, token.Percussive, token.Descriptors);
}

/// <summary>One frame, and the memory right after it.</summary>
/// <param name="Token">What was heard.</param>
/// <param name="Memory">The memory as of this frame, with the context it matches.</param>
public sealed record TokenRemembered(Place Place, FrameToken Token, MemoryView Memory)
    : Slot(Place);
