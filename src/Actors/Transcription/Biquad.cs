using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>A filter of second order at 24 kHz, with its past.</summary>
/// <remarks>
/// Source: after the bilinear forms in R. Bristow-Johnson, "Cookbook formulae for audio equalizer
/// biquad filter coefficients".
/// </remarks>
internal sealed class Biquad
{
    private readonly double _b0;
    private readonly double _b1;
    private readonly double _a1;
    private readonly double _a2;
    private double _first;
    private double _second;

    private Biquad(double b0, double b1, double a1, double a2) =>
        (_b0, _b1, _a1, _a2) = (b0, b1, a1, a2);

    /// <param name="hertz">Where it lets half the power pass, for a Butterworth quality.</param>
    /// <param name="quality">Of its poles, 0.5 and more.</param>
    public static Biquad HighPass(double hertz, double quality)
    {
        var (sine, cosine) = Math.SinCos(Math.Tau * hertz / SampleRate.Hz);
        var alpha = sine / (2 * quality);
        var edge = (1 + cosine) / 2 / (1 + alpha);
        return new Biquad(
            edge, -2 * edge, -2 * cosine / (1 + alpha), (1 - alpha) / (1 + alpha));
    }

    public double Next(double sample)
    {
        var output = _b0 * sample + _first;
        _first = _b1 * sample - _a1 * output + _second;
        _second = _b0 * sample - _a2 * output;
        return output;
    }

    public void Reset() => (_first, _second) = (0, 0);
}
