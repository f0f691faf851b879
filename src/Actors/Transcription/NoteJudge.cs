namespace Antiphon.Transcription;

/// <summary>
/// Tells a note from a syllable: a note's partials stay where they are and lie on keys, in music
/// whose notes last; who speaks glides, flutters, and is soon elsewhere.
/// </summary>
/// <remarks>
/// A network of 23 inputs and 10 hidden units, taught on random and composed music in four sound
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
            0.101f, -0.1384f, -0.0992f, 0.1666f, -1.021f, 1.127f, -1.923f, 0.5662f, -0.3156f,
            -0.2241f, -2.909f, -2.025f, -2.299f, 0.2435f, -0.7796f, -0.6148f, -1.918f, 0.9017f,
            0.1162f, -2.4f, 1.445f, 0.08849f, 2.136f, 4.798f, -0.2577f, -0.1716f, 0.1091f,
            -0.02339f, 0.6981f, 0.1366f, -1.283f, 7.704f, -0.1185f, 4.447f, 3.814f, -0.3187f,
            -0.515f, -0.3478f, -1.416f, -1.482f, -1.334f, 0.7634f, -0.4521f, -1.693f, -0.799f,
            0.0196f, 1.167f, 0.6937f, -0.1916f, -0.1344f, -0.1592f, 0.06455f, 1.116f, 1.057f,
            2.414f, 0.7522f, 0.1451f, -0.2802f, -0.6113f, 0.4603f, 3.643f, -0.07212f, -1.218f,
            1.268f, 0.8448f, -0.1262f, -0.411f, 0.4522f, -2.256f, -0.8105f, -2.274f, 0.3147f,
            0.1185f, 0.07791f, -0.08301f, 0.06564f, -0.1857f, -0.357f, 2.084f, 0.4079f, -0.1241f,
            -0.4814f, 0.02943f, -1.855f, -1.264f, 0.8611f, 1.249f, 10.64f, -5.795f, 0.3241f,
            -0.1871f, 0.4272f, -0.2116f, 0.1495f, -1.171f, -4.638f, -0.09834f, -0.2603f, 0.0416f,
            -0.08802f, 2.781f, -0.6905f, -1.768f, -0.2645f, -0.05948f, -1.983f, -11.06f, -0.2762f,
            -2.118f, -1.031f, 3.028f, -1.45f, -0.8743f, 3.311f, 0.7003f, 5.35f, 0.9417f, -0.1317f,
            0.7738f, -0.8169f, -0.04701f, 0.1167f, -0.2721f, 0.03508f, 1.946f, 0.7916f, 1.491f,
            2.178f, 0.428f, 1.065f, -5.588f, 0.8284f, -5.008f, 0.8897f, -0.8381f, -1.465f, 4.934f,
            -1.919f, 1.235f, 1.762f, -1.141f, 0.4952f, -1.578f, -1.01f, -0.169f, -0.2411f,
            -0.003763f, -0.2562f, -0.6817f, 0.9432f, 0.5965f, 3.142f, 0.08654f, 0.5388f, 2.75f,
            -1.166f, 4.335f, -0.9448f, -1.653f, -2.668f, 0.01436f, -2.033f, 0.3275f, 1.604f,
            0.07735f, 0.03628f, -0.7163f, -0.4167f, 0.06337f, 0.03021f, 0.05928f, -0.01282f,
            -0.1027f, -0.9843f, 2.232f, -0.4805f, 0.3272f, -2.973f, -2.834f, -0.9597f, -3.415f,
            2.153f, 2.366f, 8.198f, 0.05309f, 0.8462f, 1.538f, -1.268f, 0.7761f, -0.2386f,
            0.06987f, -1.826f, -0.2186f, 0.08332f, -0.006569f, -0.02139f, -2.095f, -1.619f,
            2.873f, -0.8866f, 0.2833f, -1.023f, 2.159f, -0.6646f, -2.409f, 1.684f, -0.237f,
            0.5273f, -0.6997f, -0.7239f, 1.095f, 1.277f, 1.285f, 0.2044f, -0.6156f, 3.013f,
            -0.06394f, -0.01492f, -0.06102f, 0.03254f, 3.197f, 0.7184f, 0.1713f, 0.1701f, 0.1152f,
            1.56f, -2.707f, 1.089f, 3.489f, -1.728f, 1.013f, -0.6485f, -0.3452f, -1.069f, -1.107f,
            2.334f, -2.328f, 0.1439f, -0.3615f, -5.27f,
        ],
        [
            -1.157f, -2.243f, 1.119f, -1.675f, -1.579f, 1.343f, -2.254f, -1.245f, -1.55f, 0.9278f,
            1.121f,
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
