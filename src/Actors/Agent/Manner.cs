namespace Antiphon.Agent;

/// <summary>What a mode does to a phrase besides register, density and temperature.</summary>
/// <param name="Source">Where the phrase may come from.</param>
/// <param name="LengthShare">Its length as a share of the call's, at least.</param>
/// <param name="LongestSeconds">Its greatest length.</param>
/// <param name="TurnsUpsideDown">The line is inverted.</param>
/// <param name="KeepsPulse">Notes begin on the player's pulse.</param>
/// <param name="Opposes">It is dense against little, and sparse against much.</param>
internal sealed record Manner(
    QuestSource Source,
    double LengthShare,
    double LongestSeconds,
    bool TurnsUpsideDown = false,
    bool KeepsPulse = false,
    bool Opposes = false)
{
    private const double AlongSeconds = 2.6;
    private const double TailSeconds = 2;
    private const double JoinSeconds = 4;

    /// <summary>Whether a mode plays along with the player.</summary>
    public static bool PlaysAlong(Mode mode) => mode is Mode.Shadow or Mode.Couple;

    public static Manner Of(Mode mode, OccasionKind kind) => mode switch
    {
        // When the player has ended, those that played along end too, soon.
        Mode.Shadow => new(QuestSource.Newest, 0.4, Along(kind)),
        Mode.Couple => new(QuestSource.Elsewhere, 0.4, Along(kind), KeepsPulse: true),
        Mode.Mirror => new(QuestSource.Call, 0.7, Answer(kind), TurnsUpsideDown: true),
        Mode.Contrast => new(QuestSource.Elsewhere, 0.7, Answer(kind), Opposes: true),
        Mode.Lead => new(QuestSource.Self, 0.9, Answer(kind)),
        _ => new(QuestSource.Call, 0.7, Answer(kind)),
    };

    /// <summary>What opposition makes of the density.</summary>
    public double DensityAgainst(Call call) => Opposes ? Turning.DensityAgainst(call) : 1;

    private static double Along(OccasionKind kind) =>
        kind == OccasionKind.Joins ? AlongSeconds : TailSeconds;

    private static double Answer(OccasionKind kind) =>
        kind == OccasionKind.Joins ? JoinSeconds : double.MaxValue;
}
