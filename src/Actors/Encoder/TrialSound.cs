namespace Antiphon.Encoder;

/// <summary>
/// A sound that every model can be tried with: a tone that rises from bass to treble, with steps
/// in it. Equal on every machine.
/// </summary>
internal static class TrialSound
{
    private const int StepSamples = 800;

    /// <param name="samples">[samples], filled; in −0.75…0.75.</param>
    public static void Fill(Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var turns = i * (double)i / (40 * StepSamples);
            var saw = 2 * (turns - Math.Floor(turns)) - 1;
            samples[i] = (float)(0.5 * saw + (i / StepSamples % 2 == 0 ? 0.25 : -0.25));
        }
    }
}
