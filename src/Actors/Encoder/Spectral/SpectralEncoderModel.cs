namespace Antiphon.Encoder;

/// <summary>
/// The embedded encoder: a small network of fixed weights, made by this code, that hears pitch,
/// harmony, timbre and attack on MERT's frame grid. It has learned nothing.
/// </summary>
/// <remarks>
/// Features of a frame, in order: 84 semitone bands from 55 Hz and 3 wide bands up to 11.6 kHz
/// (log power, tilted by 3 dB an octave, over the frame's own level of the past 0.2 s; what lies
/// 30 dB under it counts as silent); 16 coarse bands of a short window, less their mean (timbre);
/// their rises over 1 hop and over 2 to 4 hops (attack); 12 pitch classes from A, folded from
/// partials that stand out. All of it is 0 in silence.
/// The bytes depend on nothing but this code: see <see cref="PortableMath"/>.
/// </remarks>
public static class SpectralEncoderModel
{
    /// <summary>The name in the manifest.</summary>
    public const string Name = "spectral";

    /// <summary>Input: [stems, context + samples], 24 kHz, −1…1.</summary>
    public const string InputName = "samples";

    /// <summary>Output: [stems, frames, <see cref="Dimensions"/>].</summary>
    public const string OutputName = "features";

    /// <summary>Samples of the past in front of the first frame: 7040, 22 hops (0.29 s).</summary>
    public const int ContextSamples = (SpectralEncoderBands.LongestHops - 1) * 320;

    /// <summary>Features per frame: 147.</summary>
    public const int Dimensions = SpectralEncoderFeatures.Plain + SpectralEncoderFeatures.Rises
        + SpectralEncoderFeatures.PitchClasses;

    internal const float ChromaSoftness = 0.3f;
    internal const float ChromaWeight = 1.6f;

    /// <summary>Writes the model, the same bytes each time.</summary>
    /// <param name="stream">Receives the ONNX file, about 2.5 MB.</param>
    public static void Build(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SpectralEncoderGraph.Whole().WriteTo(
            stream,
            ("licence", "Apache-2.0"),
            ("source", "antiphon models spectral"));
    }
}
