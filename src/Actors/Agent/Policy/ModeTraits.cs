using System.Collections.Immutable;

namespace Antiphon.Agent;

/// <summary>
/// All that makes a mode what it is besides its numbers: the one table of modes. A mode is added by
/// a name in <see cref="Mode"/>, its numbers in <see cref="ModesOptions"/>, and a row here.
/// </summary>
/// <param name="Options">Its numbers among the settings.</param>
/// <param name="Verb">What it does, as in "mirrors what was heard".</param>
/// <param name="Suits">The player whom it suits.</param>
/// <param name="Source">Where a phrase may come from.</param>
/// <param name="LengthShare">A phrase's length as a share of the call's, at least.</param>
/// <param name="TurnsUpsideDown">The line is inverted.</param>
/// <param name="KeepsPulse">Notes begin on the player's pulse.</param>
/// <param name="Opposes">It is dense against little, and sparse against much.</param>
/// <param name="ChangesSides">
/// Where there is no room on its side of the player, the line lies on the other.
/// </param>
internal sealed record ModeTraits(
    Func<ModesOptions, ModeOptions> Options,
    string Verb,
    ModeOccasion Suits,
    RecallSource Source,
    double LengthShare,
    bool TurnsUpsideDown = false,
    bool KeepsPulse = false,
    bool Opposes = false,
    bool ChangesSides = false)
{
    /// <summary>The mode in which it begins, so that the player hears that it listens.</summary>
    public const Mode First = Mode.Imitate;

    /// <summary>The mode in which it begins by itself when nobody plays.</summary>
    public const Mode ByItself = Mode.Lead;

    private const double AlongSeconds = 2.6;
    private const double TailSeconds = 2;
    private const double JoinSeconds = 4;

    private static readonly ModeTraits Shadow = new(
        modes => modes.Shadow, "shadows", ModeOccasion.PlaysOn, RecallSource.Newest, 0.4);

    private static readonly ModeTraits Mirror = new(
        modes => modes.Mirror, "mirrors", ModeOccasion.Changes, RecallSource.Call, 0.7,
        TurnsUpsideDown: true);

    private static readonly ModeTraits Couple = new(
        modes => modes.Couple, "goes along with", ModeOccasion.PlaysOn, RecallSource.Elsewhere,
        0.4, KeepsPulse: true);

    private static readonly ModeTraits Imitate = new(
        modes => modes.Imitate, "imitates", ModeOccasion.Changes, RecallSource.Call, 0.7);

    private static readonly ModeTraits Contrast = new(
        modes => modes.Contrast, "contrasts with", ModeOccasion.StaysTheSame,
        RecallSource.Elsewhere, 0.7, Opposes: true, ChangesSides: true);

    private static readonly ModeTraits Lead = new(
        modes => modes.Lead, "leads with", ModeOccasion.StaysTheSame, RecallSource.Self, 0.9);

    /// <summary>The modes that play something, in the order of their names.</summary>
    public static ImmutableArray<Mode> Sounding { get; } =
        [.. Enum.GetValues<Mode>().Where(mode => mode != Mode.Silence)];

    /// <summary>Whether a mode plays along with the player; silence does not.</summary>
    public static bool PlaysAlong(Mode mode) =>
        mode != Mode.Silence && Of(mode).Suits == ModeOccasion.PlaysOn;

    /// <summary>The row of a mode that sounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is silence, or a number that names no mode.
    /// </exception>
#pragma warning disable CS8524 // a named mode without a row must not compile; a number may throw
    public static ModeTraits Of(Mode mode) => mode switch
    {
        Mode.Shadow => Shadow,
        Mode.Mirror => Mirror,
        Mode.Couple => Couple,
        Mode.Imitate => Imitate,
        Mode.Contrast => Contrast,
        Mode.Lead => Lead,
        Mode.Silence => throw new ArgumentException("silence plays nothing", nameof(mode)),
    };
#pragma warning restore CS8524

    /// <summary>A phrase's greatest length in seconds.</summary>
    /// <remarks>When the player has ended, those that played along end too, soon.</remarks>
    public double LongestSeconds(CueKind kind) => (Suits, kind) switch
    {
        (ModeOccasion.PlaysOn, CueKind.Joins) => AlongSeconds,
        (ModeOccasion.PlaysOn, _) => TailSeconds,
        (_, CueKind.Joins) => JoinSeconds,
        _ => double.MaxValue,
    };

    /// <summary>What opposition makes of the density.</summary>
    public double DensityAgainst(PlayerPhrase call) => Opposes ? Turning.DensityAgainst(call) : 1;
}

/// <summary>What a player does when a mode suits best.</summary>
internal enum ModeOccasion
{
    /// <summary>The player plays on, and is played along with.</summary>
    PlaysOn = 0,

    /// <summary>The player changes much, and is followed.</summary>
    Changes = 1,

    /// <summary>The player changes little, and is led elsewhere.</summary>
    StaysTheSame = 2,
}
