namespace Antiphon.Transcription;

/// <summary>Tells a drum from a clap, a consonant or a rumble.</summary>
internal static class HitJudge
{
    private const int Inputs = 24;

    internal static Action<double[]>? Trace;

    public static bool IsDrum(HeardTexture texture, in EarFrame frame, DrumClass drum, ReadOnlySpan<float> logits)
    {
        Span<double> inputs = stackalloc double[Inputs];
        var (brief, whole) = (texture.Short, texture.Long);
        var (hits, sureness) = texture.Hits;
        var others = -10f;
        for (var i = 0; i < logits.Length; i++) { if (i != (int)drum) { others = Math.Max(others, logits[i]); } }
        inputs[0] = logits[(int)drum];
        inputs[1] = others;
        inputs[2] = drum == DrumClass.Kick ? 1 : 0;
        inputs[3] = drum == DrumClass.Snare ? 1 : 0;
        inputs[4] = drum is DrumClass.Hat or DrumClass.Cymbal ? 1 : 0;
        inputs[5] = frame.StandsOutDb / 10;
        inputs[6] = texture.BelowPeakDb / 10;
        inputs[7] = texture.Steady;
        inputs[8] = texture.SoundingKeys;
        inputs[9] = brief[TextureMeans.Steady];
        inputs[10] = brief[TextureMeans.LongSteady];
        inputs[11] = brief[TextureMeans.Tonal];
        inputs[12] = brief[TextureMeans.Bright];
        inputs[13] = brief[TextureMeans.Change];
        inputs[14] = brief[TextureMeans.Restless];
        inputs[15] = brief.OnKeys;
        inputs[16] = whole[TextureMeans.LongSteady];
        inputs[17] = whole[TextureMeans.Change];
        inputs[18] = whole[TextureMeans.Tonal];
        inputs[19] = whole[TextureMeans.Bright];
        inputs[20] = whole.OnKeys;
        inputs[21] = Math.Log(1 + hits);
        inputs[22] = sureness / (hits + 1);
        var (began, short_) = texture.Notes;
        inputs[23] = short_ / (began + 1);
        Trace?.Invoke([.. inputs, frame.Moment(-1).HalfSamples / 48000.0, (double)(int)drum]);
        return true;
    }
}
