namespace Antiphon.Demo;

/// <summary>One piece of a generated corpus; rendered when it is asked for.</summary>
/// <param name="Seed">Names the piece; equal seeds give equal samples.</param>
/// <param name="PeakDb">Level of its loudest sample, dBFS.</param>
/// <param name="NoiseDb">Level of its background noise, dBFS.</param>
public sealed record GeneratedPiece(
    string Name, Score Score, ulong Seed, double PeakDb, double NoiseDb)
{
    public const int SampleRateHz = 44_100;

    /// <summary>[samples], mono.</summary>
    public float[] Render() => StudioMixer.Render(Score, SampleRateHz, Seed, PeakDb, NoiseDb);
}
