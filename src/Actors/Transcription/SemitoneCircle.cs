namespace Antiphon.Transcription;

/// <summary>
/// Where the power of a frame's partials lies between the keys, gathered around the circle of one
/// semitone: three bands a turn, in tune at angle 0.
/// </summary>
/// <param name="Cosine">Power by the cosine of its place.</param>
/// <param name="Sine">Power by the sine of its place.</param>
/// <param name="Weight">All of the power; 0 in silence.</param>
internal readonly record struct SemitoneCircle(double Cosine, double Sine, double Weight)
{
    private const int FirstBand = 60;
    private const int EndBand = 270;
    private const int BandsPerSemitone = 3;
    private const double Silence = -1.2;
    private const double SineOfThird = 0.8660254037844386;

    /// <param name="front">Log power of the bands, as <see cref="IEar.Front"/> gives it.</param>
    /// <param name="tuned">The tuning that the ear heard it with, in bands.</param>
    public static SemitoneCircle Of(ReadOnlySpan<float> front, int tuned)
    {
        double even = 0, third = 0, twoThirds = 0;
        for (var band = FirstBand; band < EndBand; band += BandsPerSemitone)
        {
            even += Share(front[band]);
            third += Share(front[band + 1]);
            twoThirds += Share(front[band + 2]);
        }

        var cosine = even - (third + twoThirds) / 2;
        var sine = (third - twoThirds) * SineOfThird;
        var (sin, cos) = Math.SinCos(Math.Tau / BandsPerSemitone * tuned);
        return new SemitoneCircle(
            cosine * cos - sine * sin, sine * cos + cosine * sin, even + third + twoThirds);
    }

    /// <summary>A band's power over the level of the sound.</summary>
    /// <param name="log">As <see cref="IEar.Front"/> gives it.</param>
    public static double Share(float log) =>
        log <= Silence ? 0 : Math.Pow(10, 2 * (log - 1.25));
}
