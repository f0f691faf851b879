namespace Antiphon.Measures;

/// <summary>An abrupt change of the player's key, and how soon the partner came along.</summary>
/// <remarks>
/// A minor key that never sounded its leading tone is told as the major one of the same tones.
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
    private const int Followed = 32;
    private const int SteadyBeats = 4;
    private const double Agrees = 0.9;

    /// <summary>Every change, in the order of time.</summary>
    internal static IReadOnlyList<KeyChange> In(Duet duet) =>
        [.. KeyTurn.In(duet.Player).Select(turn => Of(duet, turn))];

    private static KeyChange Of(Duet duet, KeyTurn turn)
    {
        var (time, from, to) = turn;
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
}
