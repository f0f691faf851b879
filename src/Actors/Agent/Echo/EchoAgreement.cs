using Antiphon.Hpss;
using Antiphon.Quantizer;

namespace Antiphon.Agent;

/// <summary>Whether what is heard in a frame could be a note of the partner's own.</summary>
internal static class EchoAgreement
{
    private const double Semitone = 0.5;
    private const double ChromaShareWithoutPitch = 0.5;
    private const double ChromaShareAgainstPitch = 0.75;

    /// <summary>Whether a frame without a pitch may be the attack of a note.</summary>
    public static bool IsAttack(FrameToken token, double sinceStart, double attack) =>
        token.Harmonic.IsRest && token.Descriptors.F0Hz is null && sinceStart <= attack;

    /// <summary>Whether a frame's pitch is a key's, but for octaves.</summary>
    public static bool IsInPitch(FrameDescriptors frame, int key)
    {
        if (Pitch.KeyOf(frame) is not { } heard)
        {
            return false;
        }

        // Trackers err by octaves; the distance is that of the pitch classes.
        var apart = Math.Abs(heard - key) % Chroma.Classes;
        return Math.Min(apart, Chroma.Classes - apart) <= Semitone;
    }

    /// <summary>Whether a frame's sound is mostly of some pitch classes, a bit each.</summary>
    public static bool IsInChroma(FrameDescriptors frame, int classes)
    {
        var share = 0f;
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            share += (classes >> pitchClass & 1) * frame.Chroma[pitchClass];
        }

        return share >= (frame.F0Hz is null ? ChromaShareWithoutPitch : ChromaShareAgainstPitch);
    }
}
