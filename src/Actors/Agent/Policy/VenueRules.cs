using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// The rules of a room in which nobody looks after the rig: when it is open, when it is quiet, how
/// it attracts people, and how it tires.
/// </summary>
/// <remarks>
/// The hour is known from what was told of the clock on the wall; before that, it is always open.
/// Not thread-safe.
/// </remarks>
internal sealed class VenueRules(LiveOptions settings)
{
    private const double HoursPerDay = 24;
    private const double RecoveryPerPlaying = 0.5;

    private double _tiredSeconds;
    private SampleTime _until;

    /// <summary>Whether it may play at all.</summary>
    public bool IsOpen(SampleTime tick) =>
        settings.Agent.House is var house && (house.OpensAtHour == house.ClosesAtHour
            || Hour(tick) is not { } hour
            || IsBetween(hour, house.OpensAtHour, house.ClosesAtHour));

    /// <summary>Whether it plays softly.</summary>
    public bool IsQuiet(SampleTime tick) =>
        settings.Agent.House is var house && house.QuietFromHour != house.QuietUntilHour
            && Hour(tick) is { } hour
            && IsBetween(hour, house.QuietFromHour, house.QuietUntilHour);

    /// <summary>How tired it is of its own playing, 0…1.</summary>
    public double Fatigue => settings.Agent.House.FatigueMinutes is > 0 and var minutes
        ? Math.Min(1, _tiredSeconds / (60 * minutes))
        : 0;

    /// <summary>Time passes, in which it plays or rests.</summary>
    public void Tick(SampleTime tick, bool plays)
    {
        var seconds = Math.Max(0, tick.SecondsSince(_until));
        _until = tick;
        var most = 60 * settings.Agent.House.FatigueMinutes;
        _tiredSeconds = Math.Clamp(
            _tiredSeconds + (plays ? seconds : -RecoveryPerPlaying * seconds), 0, most);
    }

    /// <summary>Whether it is time to attract people.</summary>
    /// <param name="alone">Seconds since anybody was heard.</param>
    /// <param name="silent">Seconds since it played itself.</param>
    public bool Attracts(double alone, double silent) =>
        settings.Agent.House is { AttractAfterSeconds: > 0 } house
        && alone >= house.AttractAfterSeconds && silent >= house.AttractEverySeconds;

    private double? Hour(SampleTime tick) => settings.Now.HourAtZero is { } zero
        ? (zero + tick.Seconds / 3600) % HoursPerDay
        : null;

    private static bool IsBetween(double hour, double from, double until) => from < until
        ? hour >= from && hour < until
        : hour >= from || hour < until;
}
