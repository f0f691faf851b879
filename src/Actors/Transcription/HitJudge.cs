using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Tells a drum from a clap among many, a consonant and a rumble: by how sure the ear is of this
/// drum and no other, how far it stands out, and what the last seconds were like.
/// </summary>
/// <remarks>
/// A network of 24 inputs and 8 hidden units, taught on the drums of random and composed music
/// against speech, applause and noise of rooms; docs/ear.md says how well.
/// </remarks>
internal static class HitJudge
{
    private const int Inputs = 24;
    private const float Never = -10;

    // A row for each unit: its inputs, and what it adds.
    private static readonly SmallNet Net = new(
        Inputs,
        [
            0.4915f, 0.005006f, 0.02186f, -0.03511f, 0.6114f, -0.04283f, -0.06608f, 0.9726f,
            0.04784f, -1.036f, -1.83f, 0.3188f, -1.117f, 0.7091f, -2.086f, 1.141f, -1.935f,
            0.696f, 1.678f, -0.5882f, -0.185f, 0.08882f, 0.08469f, -0.4225f, -1.333f, -0.06347f,
            -0.07402f, -0.1991f, -0.1178f, 0.01077f, 0.0751f, 0.3183f, -0.5908f, -0.173f, -2.841f,
            -1.976f, -2.065f, 1.774f, 0.4523f, 4.86f, -3.33f, 1.497f, -0.7001f, 2.764f, 0.5816f,
            -1.72f, -0.2184f, -0.4039f, 0.3336f, 2.364f, 0.04951f, 0.08204f, 0.2385f, -0.1247f,
            -0.2147f, -0.05705f, -0.171f, 1.961f, 0.2389f, -0.5765f, 0.9141f, -0.1079f, -1.455f,
            0.5232f, -3.193f, 3.439f, -1.443f, 0.6456f, -2.403f, -0.3528f, -0.4789f, 0.2331f,
            0.4185f, -0.3982f, -0.5959f, -0.01042f, -0.09112f, -0.5023f, 0.1349f, 0.4137f,
            0.05549f, 0.2217f, -1.297f, -0.3761f, -2.103f, 0.5787f, 0.4989f, 1.749f, 0.1315f,
            3.656f, -1.47f, 0.877f, -0.4433f, 3.263f, 0.3253f, -0.3389f, -0.4002f, -0.5037f,
            0.06649f, 0.7796f, 0.08812f, 0.06349f, 0.1778f, -0.5093f, 0.01369f, -0.06372f,
            -0.2141f, 1.338f, 0.1588f, 0.2052f, 2.559f, 2.676f, -1.041f, 0.1669f, -4.237f, 4.442f,
            1.809f, 0.4472f, 0.5196f, -0.4117f, 2.846f, 0.3338f, 0.2264f, -0.8498f, -5.065f,
            0.009086f, 0.07585f, 0.7053f, -0.02164f, -0.1934f, -0.06289f, -0.2835f, 1.646f,
            0.5264f, 2.479f, -0.7858f, -1.602f, -1.446f, -1f, -5.772f, 5.367f, 0.02548f, 0.3336f,
            -4.824f, -1.003f, 0.9275f, 0.4262f, 0.518f, -0.1448f, 0.2912f, -0.4567f, -0.001809f,
            0.00954f, 0.2959f, -0.6839f, 0.08826f, 0.1394f, -0.07076f, 0.01419f, 1.735f, 2.516f,
            -1.429f, 1.316f, -1.258f, 2.907f, -1.5f, 2.021f, -0.4747f, -0.591f, 1.219f, -0.782f,
            -0.1573f, -0.1216f, 0.2995f, 0.1789f, 0.003076f, -0.08212f, -0.7289f, 0.06217f,
            0.236f, 0.03156f, 0.2497f, -1.835f, -0.3904f, -0.8397f, 0.8702f, 2.699f, 1.651f,
            0.5642f, 5.102f, -3.522f, 1.704f, -0.44f, 2.56f, 0.49f, 0.001706f, -0.5602f, -0.6406f,
            -0.4592f, -0.6129f,
        ],
        [
            0.8853f, -0.7403f, 0.8775f, -0.7439f, 0.7455f, 0.6638f, -0.6886f, -0.6715f, 2.174f,
        ]);

    /// <summary>How sure it is that what was hit is a drum, as a logit.</summary>
    /// <param name="texture">What the sound is like.</param>
    /// <param name="struck">When it was hit.</param>
    /// <param name="frame">The frame behind the hit.</param>
    /// <param name="drum">What the ear takes it for.</param>
    /// <param name="logits">The ear's logits of all drums, as it was hit.</param>
    public static double Judge(
        HeardTexture texture,
        SampleTime struck,
        in EarFrame frame,
        DrumClass drum,
        ReadOnlySpan<float> logits)
    {
        var (brief, whole) = (texture.Short, texture.Long);
        var (hits, sureness) = texture.Hits;
        var (began, fleeting) = texture.Notes;
        var other = Never;
        for (var one = 0; one < logits.Length; one++)
        {
            other = one == (int)drum ? other : Math.Max(other, logits[one]);
        }

        ReadOnlySpan<double> inputs =
        [
            logits[(int)drum], other,
            drum == DrumClass.Kick ? 1 : 0, drum == DrumClass.Snare ? 1 : 0,
            drum is DrumClass.Hat or DrumClass.Cymbal ? 1 : 0,
            frame.StandsOutDb / 10, texture.BelowPeakDb / 10,
            texture.Steady, texture.SoundingKeys,
            brief[TextureMeans.Steady], brief[TextureMeans.LongSteady],
            brief[TextureMeans.Tonal], brief[TextureMeans.Bright],
            brief[TextureMeans.Change], brief[TextureMeans.Restless], brief.OnKeys,
            whole[TextureMeans.LongSteady], whole[TextureMeans.Change],
            whole[TextureMeans.Tonal], whole[TextureMeans.Bright], whole.OnKeys,
            Math.Log(1 + hits), sureness / (hits + 1), fleeting / (began + 1),
        ];
        texture.Witness?.HitJudged(struck, drum, inputs);
        Span<double> logit = stackalloc double[1];
        Net.Run(inputs, logit);
        return logit[0];
    }
}
