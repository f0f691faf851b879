namespace Antiphon.Transcription;

/// <summary>Tells a note from a syllable.</summary>
internal static class NoteJudge
{
    private const int Inputs = 23;

    // Six partials' bands above a key's own: 36 · log2(h).
    private static readonly int[] Partials = [0, 36, 57, 72, 84];

    internal static Action<double[]>? Trace;

    /// <summary>How sure it is that what began is a note, as a logit.</summary>
    /// <param name="texture">What the sound is like.</param>
    /// <param name="key">0…87.</param>
    /// <param name="onset">The ear's logit of its onset.</param>
    /// <param name="now">The ear's logit that it sounds.</param>
    /// <param name="before">The same, two frames earlier.</param>
    /// <param name="most">The most of it in these four frames.</param>
    public static bool IsNote(
        HeardTexture texture, int key, float onset, float now, float before, float most)
    {
        Span<double> inputs = stackalloc double[Inputs];
        var (brief, whole) = (texture.Short, texture.Long);
        inputs[0] = onset;
        inputs[1] = now;
        inputs[2] = most;
        inputs[3] = now - before;
        inputs[4] = Narrow(texture.Peaks, key);
        inputs[5] = StandsOut(texture.Peaks, key);
        inputs[6] = texture.Steady;
        inputs[7] = texture.Glide;
        inputs[8] = texture.SoundingKeys;
        inputs[9] = brief[TextureMeans.Steady];
        inputs[10] = brief[TextureMeans.Glide];
        inputs[11] = brief[TextureMeans.LongSteady];
        inputs[12] = brief[TextureMeans.Tonal];
        inputs[13] = brief[TextureMeans.Bright];
        inputs[14] = brief[TextureMeans.Change];
        inputs[15] = brief[TextureMeans.Restless];
        inputs[16] = brief.OnKeys;
        inputs[17] = whole[TextureMeans.LongSteady];
        inputs[18] = whole[TextureMeans.Change];
        inputs[19] = whole[TextureMeans.Doubt];
        inputs[20] = whole.OnKeys;
        var (began, short_) = texture.Notes;
        inputs[21] = Math.Log(1 + began);
        inputs[22] = short_ / (began + 1);
        Trace?.Invoke(inputs.ToArray());
        return true;
    }

    // How much of the power around its partials is theirs: a third of a semitone each side.
    private static double Narrow(SpectralPeaks peaks, int key)
    {
        var now = peaks.Front(0);
        var before = peaks.Front(5);
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
