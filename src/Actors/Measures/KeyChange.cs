namespace Antiphon.Measures;

/// <summary>An abrupt change of the player's key, and how soon the partner came along.</summary>
/// <remarks>
/// The key has changed where no scale holds both what the player played in the 6 s of sound before
/// and in the 6 s behind, by a tenth of the time less than a scale for each.
/// </remarks>
/// <param name="Seconds">When.</param>
/// <param name="FromTonic">Pitch class, 0…11.</param>
/// <param name="ToTonic">Likewise.</param>
/// <param name="AgreementByBeat">
/// Of each of the 32 beats behind it, the share of the partner's note time in the new scale; null
/// where it begins no note.
/// </param>
/// <param name="FirstPlayedBeat">When the partner next began a note, in beats; null for not yet.
/// </param>
/// <param name="AdaptedBeat">
/// The first of four beats in which nine tenths of its note time are in the new scale; null for
/// none of these.
/// </param>
public sealed record KeyChange(
    double Seconds, int FromTonic, bool FromMinor, int ToTonic, bool ToMinor,
    IReadOnlyList<double?> AgreementByBeat, int? FirstPlayedBeat, int? AdaptedBeat)
{
    private const double WindowSeconds = 6;
    private const double LeastContrast = 0.1;
    private const double ApartSeconds = 8;
    private const int Followed = 32;
    private const int SteadyBeats = 4;
    private const double Agrees = 0.9;

    /// <summary>Every change, in the order of time.</summary>
    internal static IReadOnlyList<KeyChange> In(Duet duet)
    {
        List<(double Time, double Contrast, double[] Before, double[] After)> turns = [];
        var player = duet.Player;
        for (var i = 1; i < player.Count; i++)
        {
            if (Sounded(player, i - 1, -1) is { } before && Sounded(player, i, 1) is { } after
                && Contrast(before, after) is > LeastContrast and var contrast)
            {
                if (turns.Count == 0 || player[i].Onset - turns[^1].Time > ApartSeconds)
                {
                    turns.Add((player[i].Onset, contrast, before, after));
                }
                else if (contrast > turns[^1].Contrast)
                {
                    turns[^1] = (player[i].Onset, contrast, before, after);
                }
            }
        }

        return [.. turns.Select(turn => Of(duet, turn.Time, turn.Before, turn.After))];
    }

    private static KeyChange Of(Duet duet, double time, double[] before, double[] after)
    {
        var (from, to) = (ToneScale.Best(before), ToneScale.Best(after));
        var beats = Behind(duet.Beats, time);
        var seconds = new double[beats.Count];
        var right = new double[beats.Count];
        foreach (var tone in duet.Partner.Where(tone => tone.Onset >= time))
        {
            var beat = beats.Count(start => start <= tone.Onset) - 1;
            if (beat >= 0 && (beat < Followed || tone.Onset < beats[^1]))
            {
                seconds[beat] += tone.Seconds;
                right[beat] += to.Has(tone.PitchClass) ? tone.Seconds : 0;
            }
        }

        var first = Array.FindIndex(seconds, played => played > 0);
        var adapted = Enumerable.Range(0, seconds.Length).Where(i => seconds[i] > 0)
            .Select(i => (int?)i)
            .FirstOrDefault(i => Steady(right, i!.Value) >= Agrees * Steady(seconds, i.Value));
        return new KeyChange(
            time, from.Tonic, from.IsMinor, to.Tonic, to.IsMinor,
            [.. seconds.Zip(right, (all, own) => all > 0 ? own / all : (double?)null)],
            first >= 0 ? first : null, adapted);
    }

    private static List<double> Behind(IReadOnlyList<double> beats, double time) =>
        [time, .. beats.Where(beat => beat > time + 0.1).Take(Followed - 1)];

    private static double Steady(double[] seconds, int from) =>
        seconds.Skip(from).Take(SteadyBeats).Sum();

    /// <summary>How much better two scales hold two stretches than one does.</summary>
    private static double Contrast(double[] before, double[] after) =>
        (ToneScale.All.Max(scale => scale.Share(before))
            + ToneScale.All.Max(scale => scale.Share(after))) / 2
        - ToneScale.All.Max(scale => (scale.Share(before) + scale.Share(after)) / 2);

    // Weights of pitch classes over 6 s of sound on one side; null where there is less.
    private static double[]? Sounded(IReadOnlyList<Tone> tones, int from, int direction)
    {
        var weights = new double[12];
        double sounded = 0, edge = double.NaN;
        for (var i = from; i >= 0 && i < tones.Count && sounded < WindowSeconds; i += direction)
        {
            weights[tones[i].PitchClass] += tones[i].Seconds;
            // Time is counted from onset to onset, up to the length of a note.
            sounded += double.IsNaN(edge)
                ? tones[i].Seconds
                : Math.Min(tones[i].Seconds, Math.Abs(tones[i].Onset - edge));
            edge = tones[i].Onset;
        }

        return sounded >= WindowSeconds ? weights : null;
    }
}
