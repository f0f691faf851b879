using Antiphon.Notes;

namespace Antiphon.Demo;

/// <summary>
/// Call and reply as one stereo sound: the player to the left, the rig to the right.
/// </summary>
public static class DuetMixer
{
    private const float Near = 0.75f;
    private const float Far = 0.45f;

    /// <param name="call">[samples], mono.</param>
    /// <returns>
    /// [2 × samples], interleaved; as long as the longer of both, and never clipped.
    /// </returns>
    public static float[] Mix(
        ReadOnlySpan<float> call, int sampleRateHz, IReadOnlyList<NotePlanned> reply)
    {
        var answer = ReplySynth.Render(reply, sampleRateHz, (double)call.Length / sampleRateHz);
        var duet = new float[2 * Math.Max(call.Length, answer.Length)];
        for (var i = 0; i < duet.Length / 2; i++)
        {
            var player = i < call.Length ? call[i] : 0;
            var rig = i < answer.Length ? answer[i] : 0;
            duet[2 * i] = Limit(Near * player + Far * rig);
            duet[2 * i + 1] = Limit(Far * player + Near * rig);
        }

        return duet;
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
