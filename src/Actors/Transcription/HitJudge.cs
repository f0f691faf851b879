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
            -0.05777f, 0.09681f, 0.2731f, -0.5096f, -0.8068f, -0.07769f, -0.1883f, 0.9692f,
            0.4524f, 1.321f, 1.355f, 0.4166f, -0.853f, 0.1097f, -1.742f, 3.353f, -0.7298f,
            0.6774f, -1.532f, -0.2429f, 0.04506f, 0.1991f, 0.3203f, -0.1837f, -1.747f, -0.007605f,
            -0.06887f, -0.07508f, 0.09132f, 0.2882f, 0.1397f, 0.4597f, -0.2217f, -0.1697f,
            -3.003f, -2.645f, -1.69f, 1.458f, -0.06687f, 3.719f, -3.426f, 1.06f, -0.7293f, 2.832f,
            0.5167f, -1.451f, -0.1919f, -0.3127f, 0.9912f, 2.145f, 0.395f, -0.06138f, 0.351f,
            1.028f, 0.9163f, 0.03817f, -0.02308f, 0.3006f, 0.0269f, -1.198f, 0.9716f, -0.5028f,
            -0.9668f, 2.168f, -0.5005f, 1.911f, -1.506f, 0.7161f, 0.2285f, -0.1419f, -0.9635f,
            0.157f, 0.2556f, -0.9034f, -3.124f, 0.02736f, -0.1275f, -0.559f, 0.3637f, 0.7529f,
            0.07249f, 0.1884f, -0.7536f, -0.4112f, -2.424f, -0.7325f, -0.9079f, 1.309f, -0.987f,
            1.499f, -1.847f, 0.7372f, -0.576f, 2.446f, 0.02496f, 0.119f, -0.2482f, -0.3802f,
            0.1788f, 2.68f, 0.01885f, 0.09941f, 0.1436f, -0.3767f, -0.5939f, -0.08254f, 0.09167f,
            0.943f, 0.2382f, 0.2567f, 2.146f, 0.7232f, -0.9621f, 0.7726f, -1.108f, 4.013f,
            0.5449f, 0.4806f, -1.324f, -0.4518f, 1.83f, 0.2324f, 0.1075f, -0.6424f, -3.154f,
            -0.08817f, 0.05729f, 0.6328f, -0.3784f, -0.6158f, -0.05564f, 0.01365f, 0.3159f,
            0.5061f, 3.809f, 1.822f, -3.414f, -0.6834f, -0.1115f, -2.292f, 5.7f, 0.244f, 0.09819f,
            -6.66f, -0.3704f, 1.037f, 0.1123f, 0.3032f, -0.04778f, 0.66f, -0.4859f, 0.1038f,
            -0.585f, -0.3566f, -1.997f, -0.01424f, 0.3159f, 0.6052f, 0.1597f, -0.3041f, -0.877f,
            -1.908f, 1.145f, -0.9916f, 0.7321f, -1.508f, 1.011f, 0.04248f, -2.521f, 1.292f,
            0.6258f, -0.4656f, -0.09387f, -0.06069f, 6.478f, 0.05384f, -0.04854f, -0.158f, 0.32f,
            0.5697f, 0.0728f, 0.5672f, -0.6492f, -0.4523f, -2.625f, -2.645f, 2.599f, 1.2f,
            -0.3089f, 3.24f, -5.087f, 0.5252f, -0.02053f, 4.495f, 0.211f, -0.4933f, -0.1371f,
            -0.2956f, 0.2499f, -0.409f,
        ],
        [
            0.7263f, -0.7145f, 1.226f, -0.7397f, 0.7113f, 0.8085f, -0.956f, -0.7461f, 1.276f,
        ]);

    /// <summary>How sure it is that what was hit is a drum, as a logit.</summary>
    /// <param name="texture">What the sound is like.</param>
    /// <param name="frame">The frame behind the hit.</param>
    /// <param name="drum">What the ear takes it for.</param>
    /// <param name="logits">The ear's logits of all drums, as it was hit.</param>
    public static double Judge(
        HeardTexture texture, in EarFrame frame, DrumClass drum, ReadOnlySpan<float> logits)
    {
        var (brief, whole) = (texture.Short, texture.Long);
        var (hits, sureness) = texture.Hits;
        var (began, ended) = texture.Notes;
        var other = Never;
        for (var one = 0; one < logits.Length; one++)
        {
            other = one == (int)drum ? other : Math.Max(other, logits[one]);
        }

        Span<double> logit = stackalloc double[1];
        Net.Run(
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
                Math.Log(1 + hits), sureness / (hits + 1), ended / (began + 1),
            ],
            logit);
        return logit[0];
    }
}
