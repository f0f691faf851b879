using Antiphon.Capture;
using Antiphon.Time;
using MathNet.Numerics.Statistics;

namespace Antiphon.Rehearsal;

/// <summary>How own notes come back through the room, while nobody plays.</summary>
/// <param name="Strikes">Notes that were played and listened for.</param>
/// <param name="BeforeDb">Median level of the 120 ms before each, dBFS.</param>
/// <param name="BehindDb">Median of the loudest 10 ms behind each, dBFS.</param>
/// <param name="OnsetDb">Median of the steepest attack behind each, in dB.</param>
/// <param name="DelayMs">
/// Median time from a note's start to that attack, as the rig hears it, in ms: the instrument, the
/// room, and the latency of the sound card.
/// </param>
/// <param name="Mistakable">
/// Notes that came back loud and steep enough to be taken for the player by their sound alone.
/// </param>
public sealed record EchoFigures(
    int Strikes, double BeforeDb, double BehindDb, double OnsetDb, double DelayMs,
    int Mistakable)
{
    /// <summary>How long the room is listened to before a note, in seconds.</summary>
    public const double BeforeSeconds = 0.12;

    /// <summary>How long a note is listened for, in seconds.</summary>
    public const double BehindSeconds = 0.4;

    // A room that answers by less is not told from its own noise.
    private const double LeastRiseDb = 3;

    /// <summary>True when the microphone hears the speaker.</summary>
    public bool IsHeard => BehindDb - BeforeDb >= LeastRiseDb;

    /// <summary>Compares what was heard around notes with what was heard before them.</summary>
    /// <param name="blocks">Every 10 ms that were heard.</param>
    /// <param name="strikes">When notes sounded; those with no sound heard around are left out.
    /// </param>
    /// <param name="yieldOnsetDb">Attack from which the agent gives way, in dB.</param>
    /// <param name="yieldLoudnessDb">Level below which it does not, dBFS.</param>
    /// <returns>Null when no note had sound around it.</returns>
    public static EchoFigures? Of(
        IReadOnlyList<ReflexHeard> blocks, IEnumerable<SampleTime> strikes, double yieldOnsetDb,
        double yieldLoudnessDb)
    {
        var around = strikes
            .Select(strike => (
                Strike: strike,
                Before: Between(blocks, strike.PlusSeconds(-BeforeSeconds), strike),
                Behind: Between(blocks, strike, strike.PlusSeconds(BehindSeconds))))
            .Where(one => one.Before.Count > 0 && one.Behind.Count > 0)
            .ToList();
        return around.Count == 0
            ? null
            : new EchoFigures(
                around.Count,
                around.Select(one => one.Before.Select(Loudness).Median()).Median(),
                around.Select(one => one.Behind.Max(Loudness)).Median(),
                around.Select(one => one.Behind.Max(Onset)).Median(),
                around.Select(one => 1_000 * one.Behind
                    .MaxBy(Onset)!.Start.SecondsSince(one.Strike)).Median(),
                around.Count(one => one.Behind.Any(block =>
                    block.OnsetDb >= yieldOnsetDb && block.LoudnessDb >= yieldLoudnessDb)));
    }

    private static double Loudness(ReflexHeard block) => block.LoudnessDb;

    private static double Onset(ReflexHeard block) => block.OnsetDb;

    private static List<ReflexHeard> Between(
        IReadOnlyList<ReflexHeard> blocks, SampleTime from, SampleTime to) =>
        [.. blocks.Where(block => block.Start >= from && block.End <= to)];
}
