namespace Antiphon.Transcription;

/// <summary>
/// Tells a note from a syllable: a note's partials stay where they are and lie on keys, in music
/// whose notes last; who speaks glides, flutters, and is soon elsewhere.
/// </summary>
/// <remarks>
/// A network of 23 inputs and 8 hidden units, taught on random and composed music in four sound
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
            0.3099f, -0.137f, -0.1091f, 0.111f, -2.509f, 0.8287f, -2.472f, -0.5353f, -0.08102f,
            -2.091f, 1.579f, -1.809f, 0.9123f, 0.3222f, 0.003348f, -0.619f, -2.295f, 1.171f,
            0.1744f, -1.006f, 1.24f, -0.09654f, 1.68f, 4.119f, -0.08407f, -0.04173f, -0.2387f,
            0.06558f, 1.714f, 1.526f, 0.8716f, 1.325f, 0.2158f, 4.413f, -9.118f, 0.7775f, -1.599f,
            -2.546f, -0.3344f, -1.366f, 1.197f, -1.678f, 0.1177f, -0.3284f, -3.428f, 0.003602f,
            -2.399f, -1.264f, 0.1823f, 0.01878f, -0.04226f, 0.04088f, 2.75f, 0.6841f, -0.7108f,
            0.3739f, 0.04502f, 3.21f, 1.842f, -1.966f, 1.339f, 0.07888f, -0.6849f, 3.321f,
            0.7529f, -0.5363f, -0.6724f, -3.466f, -1.92f, -0.0627f, -0.3495f, -4.244f, 0.05332f,
            0.06314f, -0.05338f, 0.03425f, -0.5946f, 0.2409f, 2.587f, -0.4701f, -0.04742f,
            -1.266f, 1.824f, -0.6617f, -5.309f, -0.8472f, 0.2056f, 11.39f, -5.634f, 0.8954f,
            -0.389f, -2.587f, -0.4123f, 0.08475f, -1.208f, -2.554f, 0.2735f, 0.1662f, -0.1432f,
            -0.01231f, -0.2055f, -0.3621f, 1.55f, -8.96f, 0.2657f, -5.034f, -8.831f, 1.06f,
            -0.3598f, 0.001509f, 1.041f, 0.3938f, 2.079f, 0.2056f, 0.6868f, 2.083f, -0.602f,
            0.0874f, -1.738f, -0.4896f, 0.2256f, 0.2391f, 0.004983f, 0.2505f, 0.4135f, -0.4903f,
            -0.7117f, -2.248f, -0.1407f, -0.6572f, -1.749f, 0.7593f, -3.522f, 0.4651f, 1.714f,
            1.244f, -0.314f, 1.39f, -0.4197f, -0.8419f, -0.05867f, 0.0315f, 0.6153f, 0.9472f,
            -0.2058f, 0.04344f, -0.1196f, 0.1082f, -0.3581f, 1.043f, 2.094f, -0.3068f, 0.2186f,
            2.242f, 9.423f, 0.2862f, 5.163f, 0.2756f, -1.62f, -2.373f, 3.305f, -3.634f, -1.84f,
            -0.6911f, -0.2016f, -0.1411f, -1.047f, -0.27f, -0.1181f, -0.1419f, 0.0462f, -0.0184f,
            2.159f, -1.492f, 1.595f, -1.097f, 0.1729f, -2.709f, -9.079f, 1.041f, -6.135f,
            -0.1922f, 2.503f, 4.604f, -0.9843f, 2.301f, 2.523f, 0.654f, -0.3054f, 0.04181f,
            -0.4084f, -1.852f,
        ],
        [
            -0.9646f, 1.265f, 2.23f, -1.814f, 1.961f, 2.564f, 1.143f, -1.177f, 0.9708f,
        ]);

    /// <summary>How sure it is that what began is a note, as a logit.</summary>
    /// <param name="texture">What the sound is like.</param>
    /// <param name="key">0…87.</param>
    /// <param name="onset">The ear's logit of its onset.</param>
    /// <param name="now">The ear's logit that it sounds.</param>
    /// <param name="before">The same, two frames earlier.</param>
    /// <param name="most">The most of it in the newest four frames.</param>
    public static double Judge(
        HeardTexture texture, int key, float onset, float now, float before, float most)
    {
        var (brief, whole) = (texture.Short, texture.Long);
        var (began, ended) = texture.Notes;
        Span<double> logit = stackalloc double[1];
        Net.Run(
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
                Math.Log(1 + began), ended / (began + 1),
            ],
            logit);
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
