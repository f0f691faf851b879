using Antiphon.Notes;

namespace Antiphon.Demo;

/// <summary>
/// Call and reply as one stereo sound, each as loud as the other: the player to the left, the rig
/// to the right.
/// </summary>
public static class DuetMixer
{
    private const float Near = 0.75f;
    private const float Far = 0.45f;

    // What is so much quieter than the loudest of it is a pause.
    private const double PauseDb = -30;
    private const float MostGain = 4;

    /// <param name="call">[samples], mono.</param>
    /// <returns>
    /// [2 × samples], interleaved; as long as the longer of both, and never clipped.
    /// </returns>
    public static float[] Mix(
        ReadOnlySpan<float> call, int sampleRateHz, IReadOnlyList<NotePlanned> reply)
    {
        var answer = ReplySynth.Render(reply, sampleRateHz, (double)call.Length / sampleRateHz);
        var gain = Loudness(answer, sampleRateHz) is > 0 and var loud
            && Loudness(call, sampleRateHz) is > 0 and var wanted
            ? Math.Min(MostGain, (float)(wanted / loud)) : 1;
        var duet = new float[2 * Math.Max(call.Length, answer.Length)];
        for (var i = 0; i < duet.Length / 2; i++)
        {
            var player = i < call.Length ? call[i] : 0;
            var rig = i < answer.Length ? gain * answer[i] : 0;
            duet[2 * i] = Limit(Near * player + Far * rig);
            duet[2 * i + 1] = Limit(Far * player + Near * rig);
        }

        return duet;
    }

    /// <summary>The effective amplitude of what is no pause.</summary>
    internal static double Loudness(ReadOnlySpan<float> sound, int sampleRateHz)
    {
        var frame = Math.Max(1, sampleRateHz / 20);
        var powers = new double[sound.Length / frame];
        for (var i = 0; i < powers.Length; i++)
        {
            var sum = 0.0;
            foreach (var sample in sound.Slice(i * frame, frame))
            {
                sum += (double)sample * sample;
            }

            powers[i] = sum / frame;
        }

        var least = powers.Append(0).Max() * Math.Pow(10, PauseDb / 10);
        return Math.Sqrt(powers.Where(power => power > 0 && power >= least).DefaultIfEmpty()
            .Average());
    }

    // Linear up to a half, then bending towards 1.
    private static float Limit(float sample)
    {
        var loud = MathF.Abs(sample);
        return loud <= 0.5f
            ? sample
            : MathF.CopySign(0.5f + 0.5f * MathF.Tanh(2 * (loud - 0.5f)), sample);
    }
}
