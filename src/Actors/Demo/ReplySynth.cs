using Antiphon.Notes;

namespace Antiphon.Demo;

/// <summary>
/// A small synthesiser for the reply: an electric piano above, a round bass below.
/// </summary>
public static class ReplySynth
{
    private const ulong Seed = 5;

    private static readonly FmTone Piano = new(Ratio: 1, Index: 1.4, DecaySeconds: 3.5);

    private static readonly AdditiveTone Bass =
        new([1, 0.35, 0.12, 0.05], AttackSeconds: 0.012, ReleaseSeconds: 0.12);

    /// <summary>Renders notes to mono.</summary>
    /// <param name="leastSeconds">Length of the result, unless the notes last longer.</param>
    /// <returns>[samples].</returns>
    public static float[] Render(
        IReadOnlyList<NotePlanned> notes, int sampleRateHz, double leastSeconds)
    {
        var score = new Score(
            [.. notes.Select(Scored)],
            [],
            notes.Select(note => (note.Due + note.Length).Seconds + 0.5)
                .Append(leastSeconds).Max());
        return StudioMixer.Render(score, sampleRateHz, Seed, peakDb: -6);
    }

    private static ScoreNote Scored(NotePlanned note) => new(
        note.Due.Seconds,
        note.Length.Seconds,
        note.Key,
        note.Velocity / 127.0,
        note.Voice == Voice.Bass ? Bass : Piano);
}
