namespace Antiphon.Agent;

/// <summary>What a mode does to a phrase besides register, density and temperature.</summary>
/// <param name="Source">Where the phrase may come from.</param>
/// <param name="LengthShare">Its length as a share of the call's, at least.</param>
/// <param name="LongestSeconds">Its greatest length.</param>
/// <param name="TurnsUpsideDown">The line is inverted.</param>
/// <param name="KeepsPulse">Notes begin on the player's pulse.</param>
/// <param name="Opposes">It is dense against little, and sparse against much.</param>
internal sealed record ModeTraits(
    RecallSource Source,
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

    public static ModeTraits Of(Mode mode, CueKind kind) => mode switch
    {
        // When the player has ended, those that played along end too, soon.
        Mode.Shadow => new(RecallSource.Newest, 0.4, Along(kind)),
        Mode.Couple => new(RecallSource.Elsewhere, 0.4, Along(kind), KeepsPulse: true),
        Mode.Mirror => new(RecallSource.Call, 0.7, Answer(kind), TurnsUpsideDown: true),
        Mode.Contrast => new(RecallSource.Elsewhere, 0.7, Answer(kind), Opposes: true),
        Mode.Lead => new(RecallSource.Self, 0.9, Answer(kind)),
        _ => new(RecallSource.Call, 0.7, Answer(kind)),
    };

    /// <summary>What opposition makes of the density.</summary>
    public double DensityAgainst(PlayerPhrase call) => Opposes ? Turning.DensityAgainst(call) : 1;

    private static double Along(CueKind kind) =>
        kind == CueKind.Joins ? AlongSeconds : TailSeconds;

    private static double Answer(CueKind kind) =>
        kind == CueKind.Joins ? JoinSeconds : double.MaxValue;
}
