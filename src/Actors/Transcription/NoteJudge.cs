using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Tells a note from a syllable: a note's partials stay where they are and lie on keys, in music
/// whose notes last; who speaks glides, flutters, and is soon elsewhere.
/// </summary>
/// <remarks>
/// A network of 23 inputs and 10 hidden units, taught on random and composed music in three sound
/// fonts, plain, with vibrato and slides, and made worse by rooms, noise and microphones, against
/// speech of thirty voices, recorded and synthesised; docs/ear.md says how well.
/// </remarks>
internal static class NoteJudge
{
    private const int Inputs = 23;

    // So many frames before, a partial sounded already.
    private const int Earlier = 5;

    // Partials' bands above a key's own: 36 · log2(h).
    private static readonly int[] Partials = [0, 36, 57, 72, 84];

    // A row for each unit: its inputs, and what it adds.
    private static readonly SmallNet Net = new(
        Inputs,
        [
            0.1302f, 0.002335f, 0.07603f, 0.0219f, -3.852f, 0.3474f, -1.326f, -0.5114f, -0.2379f,
            -0.4765f, -1.39f, -0.6564f, 0.4251f, 1.094f, 0.1148f, -0.5049f, -4.441f, -0.7577f,
            0.8471f, 0.4387f, -3.105f, -0.02412f, 0.4617f, 4.877f, -0.01182f, -0.2626f, 0.236f,
            -0.03929f, -0.5981f, -0.3062f, 3.216f, 0.1452f, 0.4001f, -1.177f, 6.682f, -0.7614f,
            -2.009f, 0.5739f, 0.7631f, 4.346f, -0.2604f, 0.5228f, 0.3874f, -1f, 1.984f, -0.3225f,
            1.03f, -2.151f, -0.01829f, 0.004532f, 0.04973f, -0.0332f, -1.328f, 0.4322f, 0.339f,
            -1.28f, 0.4418f, 1.559f, 1.957f, 2.615f, 1.722f, 0.6914f, -1.164f, -3.589f, 6.576f,
            1.441f, -1.55f, -0.5247f, 3.964f, -0.471f, -1.154f, 0.2398f, 0.1374f, 0.0544f,
            0.03596f, 0.07312f, 0.03467f, -0.09977f, 2.03f, -0.212f, 0.0986f, -2.124f, -5.191f,
            -2.381f, -3.214f, 1f, 1.344f, 12.33f, -4.058f, 1.351f, 0.969f, -2.425f, 0.3718f,
            0.3692f, -1.644f, -4.345f, -0.2552f, -0.3016f, -0.05836f, -0.2153f, -0.3871f, 0.2982f,
            -0.09979f, 1.037f, -0.02658f, -1.371f, 1.933f, 0.06764f, 0.8425f, -1.316f, 1.51f,
            0.01942f, -0.5693f, 0.8754f, 0.07156f, 1.288f, 2.206f, -0.1714f, 1.065f, -0.4126f,
            -0.1243f, 0.01346f, 0.08238f, -0.04443f, -2.576f, -2.467f, 1.054f, 0.7875f, -0.02052f,
            2.676f, -3.898f, -0.1457f, 3.439f, -0.6814f, -0.1134f, -1.303f, -1.808f, 1.672f,
            0.4306f, 2.37f, 0.9131f, 0.02281f, -0.0329f, -1.229f, 0.2077f, 0.04419f, 0.2553f,
            -0.04549f, -1.873f, -2.185f, -2.887f, -1.788f, -0.3046f, -0.6742f, 1.07f, -0.2396f,
            -5.427f, 2.105f, 1.297f, 2.073f, -3.008f, 1.008f, 0.9838f, 0.2943f, 3.261f, 0.0652f,
            0.8257f, 3.535f, -0.1286f, -0.1833f, 0.1801f, 0.09362f, 1.382f, 0.7444f, -1.738f,
            2.455f, -0.2972f, 0.6534f, 13.37f, -0.2683f, 3.321f, -0.3068f, 0.07774f, 0.9728f,
            -2.28f, 0.6041f, -2.365f, -2.555f, 0.7155f, -0.4908f, 1.414f, 0.159f, -0.27f,
            -0.02093f, 0.09124f, -0.03161f, 0.4646f, -0.3289f, -1.672f, -0.7385f, -0.01216f,
            0.6727f, -4.342f, -0.1649f, 6.906f, -1.098f, 0.1824f, -1.235f, -1.39f, 0.3487f,
            -0.5782f, -1.898f, 0.6662f, -0.1449f, 1.348f, -0.6582f, 0.1456f, 0.1978f, 0.02767f,
            -0.04f, -0.05437f, -1.146f, 0.8624f, -3.087f, 0.2222f, -0.3156f, -3.941f, -0.3321f,
            7.276f, -1.048f, 1.153f, -0.5309f, -0.4044f, -0.2567f, 0.8011f, -0.2893f, -0.806f,
            -0.06677f, 0.2112f, -5.303f,
        ],
        [
            -0.9188f, -1.477f, 1.234f, -1.168f, -1.49f, -1.397f, -1.393f, -1.337f, -1.106f,
            1.185f, 2.271f,
        ]);

    /// <summary>How sure it is that what began is a note, as a logit.</summary>
    /// <param name="texture">What the sound is like.</param>
    /// <param name="begin">When it began.</param>
    /// <param name="key">0…87.</param>
    /// <param name="onset">The ear's logit of its onset.</param>
    /// <param name="now">The ear's logit that it sounds.</param>
    /// <param name="before">The same, two frames earlier.</param>
    /// <param name="most">The most of it in the newest four frames.</param>
    public static double Judge(
        HeardTexture texture,
        SampleTime begin,
        int key,
        float onset,
        float now,
        float before,
        float most)
    {
        var (brief, whole) = (texture.Short, texture.Long);
        var (began, fleeting) = texture.Notes;
        ReadOnlySpan<double> inputs =
        [
            onset, now, most, now - before,
            Narrow(texture.Peaks, key), StandsOut(texture.Peaks, key),
            texture.Steady, texture.Glide, texture.SoundingKeys,
            brief[TextureMeans.Steady], brief[TextureMeans.Glide],
            brief[TextureMeans.LongSteady], brief[TextureMeans.Tonal],
            brief[TextureMeans.Bright], brief[TextureMeans.Change],
            brief[TextureMeans.Restless], brief.OnKeys,
            whole[TextureMeans.LongSteady], whole[TextureMeans.Change],
            whole[TextureMeans.Doubt], whole.OnKeys,
            Math.Log(1 + began), fleeting / (began + 1),
        ];
        texture.Witness?.NoteJudged(begin, EarFrame.LowestKey + key, inputs);
        Span<double> logit = stackalloc double[1];
        Net.Run(inputs, logit);
        return logit[0];
    }

    // How much of the power around its partials is theirs: a third of a semitone each side.
    private static double Narrow(SpectralPeaks peaks, int key)
    {
        var now = peaks.Front(0);
        var before = peaks.Front(Earlier);
        double sum = 0, weights = 0;
        foreach (var above in Partials)
        {
            var middle = 3 * key + above;
            if (middle is < 3 or >= SpectralPeaks.Bands - 3)
            {
                continue;
            }

            double near = 0, all = 0, earlier = 0;
            for (var by = -3; by <= 3; by++)
            {
                var power = SemitoneCircle.Share(now[middle + by]);
                all += power;
                near += Math.Abs(by) <= 1 ? power : 0;
                earlier += SemitoneCircle.Share(before[middle + by]);
            }

            var weight = Math.Sqrt(Math.Min(all, earlier));
            sum += weight * near / (all + 1e-9);
            weights += weight;
        }

        return sum / (weights + 1e-9);
    }

    private static double StandsOut(SpectralPeaks peaks, int key)
    {
        var bands = peaks.Newest;
        var (middle, most) = (3 * key, 0f);
        for (var band = Math.Max(0, middle - 1); band <= middle + 1; band++)
        {
            most = Math.Max(most, bands[band]);
        }

        return most;
    }
}
