using Antiphon.Agent;
using Antiphon.Tests.MemoryBuffer;

namespace Antiphon.Tests.Agent;

/// <summary>Things to play to the agent.</summary>
internal static class Tunes
{
    /// <summary>Answers every call, by imitating or contrasting, in both voices.</summary>
    public static readonly AgentOptions Talkative = new()
    {
        Modes = Only(imitate: 0.6, contrast: 0.35),
        Bass = new AgentOptions().Bass with { ActiveSeconds = 0 },
    };

    /// <summary>Some modes only.</summary>
    public static ModesOptions Only(
        double imitate = 0, double contrast = 0, double silence = 0) => new()
        {
            SilenceWeight = silence,
            Shadow = new() { Weight = 0 },
            Mirror = new() { Weight = 0 },
            Couple = new() { Weight = 0 },
            Lead = new() { Weight = 0 },
            Imitate = new ModesOptions().Imitate with { Weight = imitate },
            Contrast = new ModesOptions().Contrast with { Weight = contrast },
        };

    private static readonly int[] Scale = [60, 62, 64, 67, 65, 64, 62, 59, 60, 67, 72, 71];

    /// <summary>A plucked line, four notes a second, that never pauses.</summary>
    public static Moment Line(double time) => Pluck(time, 0.25);

    /// <summary>The line for some seconds, then silence, over and over.</summary>
    public static Func<double, Moment> Phrases(double playing, double silent) => time =>
        time % (playing + silent) < playing ? Line(time) : Moment.Silence;

    /// <summary>A drum, three strokes a second, of 80 ms each.</summary>
    public static Moment Drums(double time)
    {
        var since = time % (1.0 / 3);
        return since > 0.08
            ? Moment.Silence
            : new Moment(null, true, -12 - 200 * since, since < 0.0134 ? 12 : 0);
    }

    private static Moment Pluck(double time, double step)
    {
        var since = time % step;
        var key = Scale[(int)(time / step) % Scale.Length];
        return new Moment(key, false, -14 - 40 * since, since < 0.0134 ? 9 : 0.3);
    }
}
