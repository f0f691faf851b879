using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.Perception;

/// <summary>What a rig made of the probe's sound.</summary>
/// <param name="Dimensions">Features per frame.</param>
/// <param name="HarmonicFeatures">[frames, dimensions].</param>
/// <param name="PercussiveFeatures">[frames, dimensions].</param>
/// <param name="HarmonicTokens">[frames]: words, 255 for a rest.</param>
/// <param name="PercussiveTokens">[frames]: likewise.</param>
/// <param name="Runtime">Where it was heard.</param>
public sealed record ProbeHearing(
    int Dimensions,
    ReadOnlyMemory<float> HarmonicFeatures,
    ReadOnlyMemory<float> PercussiveFeatures,
    ReadOnlyMemory<byte> HarmonicTokens,
    ReadOnlyMemory<byte> PercussiveTokens,
    RuntimeFingerprint Runtime)
{
    /// <summary>Frames heard.</summary>
    public int Frames => HarmonicTokens.Length;

    public ReadOnlyMemory<float> Features(Stem stem) =>
        stem == Stem.Harmonic ? HarmonicFeatures : PercussiveFeatures;

    public ReadOnlyMemory<byte> Tokens(Stem stem) =>
        stem == Stem.Harmonic ? HarmonicTokens : PercussiveTokens;

    /// <summary>Gathers what the stages of a rig said about the probe.</summary>
    /// <param name="encoded">The probe's segments behind the encoder, in order.</param>
    /// <param name="tokens">The tokens of all its frames, in order.</param>
    /// <param name="runtime">Where this is.</param>
    public static ProbeHearing Of(
        IReadOnlyList<SegmentEncoded> encoded,
        IReadOnlyList<FrameToken> tokens,
        RuntimeFingerprint runtime)
    {
        return new ProbeHearing(
            encoded.Count == 0 ? 0 : encoded[0].Dimensions,
            encoded.SelectMany(segment => segment.Harmonic.ToArray()).ToArray(),
            encoded.SelectMany(segment => segment.Percussive.ToArray()).ToArray(),
            tokens.Select(token => token.Harmonic.Code).ToArray(),
            tokens.Select(token => token.Percussive.Code).ToArray(),
            runtime);
    }
}
