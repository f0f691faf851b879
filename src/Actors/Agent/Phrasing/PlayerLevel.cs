using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>How loud and how legato the player plays now, against the session so far.</summary>
/// <param name="Velocity">
/// The velocity that stands for the player's level of now, 1…127, when
/// <see cref="UsualVelocity"/> stands for the level of the session.
/// </param>
/// <param name="Touch">
/// Share of the time to the next note that a note sounds, 0.2 (staccato)…1 (legato).
/// </param>
internal readonly record struct PlayerLevel(double Velocity, double Touch)
{
    public const double UsualVelocity = 80;

    private const double NowSeconds = 6;
    private const double UsualTouch = 0.9;
    private const double LeastTouch = 0.3;
    private const double LongestStepSeconds = 1.5;
    private const double MostRatio = 1.6;

    public static PlayerLevel Usual { get; } = new(UsualVelocity, UsualTouch);

    /// <summary>Hears the level of now.</summary>
    /// <param name="session">All that was heard and is remembered, in time.</param>
    /// <param name="melody">The melody of the phrase that is answered, in time.</param>
    public static PlayerLevel Of(
        IReadOnlyList<HeardNote> session, IReadOnlyList<HeardNote> melody, SampleTime now)
    {
        var recent = session.Count == 0 ? now : session[^1].Onset.PlusSeconds(-NowSeconds);
        var (all, last, few) = (0.0, 0.0, 0);
        foreach (var note in session)
        {
            all += note.LevelDb;
            if (note.Onset >= recent)
            {
                last += note.LevelDb;
                few++;
            }
        }

        var change = few == 0 ? 0 : last / few - all / session.Count;
        var ratio = Math.Clamp(HeardNote.VelocityRatio(change), 1 / MostRatio, MostRatio);
        return new PlayerLevel(UsualVelocity * ratio, TouchOf(melody));
    }

    private static double TouchOf(IReadOnlyList<HeardNote> melody)
    {
        List<double> shares = [];
        for (var i = 0; i + 1 < melody.Count; i++)
        {
            var step = melody[i + 1].Onset.SecondsSince(melody[i].Onset);
            if (step is > 0 and < LongestStepSeconds)
            {
                shares.Add(Math.Min(1, melody[i].Seconds / step));
            }
        }

        return Math.Max(LeastTouch, Pitch.Median(shares, UsualTouch));
    }
}
