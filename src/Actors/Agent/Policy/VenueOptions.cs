using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Agent;

/// <summary>Rules for a room in which nobody looks after the rig.</summary>
public sealed record VenueOptions
{
    [Range(0.0, 24.0)]
    [Description("Hour from which it plays, local time (9.5 is half past nine)")]
    public double OpensAtHour { get; init; }

    [Range(0.0, 24.0)]
    [Description("Hour until which it plays; that of opening: never closed")]
    public double ClosesAtHour { get; init; }

    [Range(0.0, 24.0)]
    [Description("Hour from which it plays softly and sparsely")]
    public double QuietFromHour { get; init; }

    [Range(0.0, 24.0)]
    [Description("Hour until which it plays softly; that of its beginning: never")]
    public double QuietUntilHour { get; init; }

    [Range(1, 127)]
    [Description("Loudest velocity in quiet hours")]
    public int QuietVelocity { get; init; } = 48;

    [Range(0.0, 3600.0)]
    [Description("Time without a player after which it attracts people, in seconds; 0: never")]
    public double AttractAfterSeconds { get; init; }

    [Range(5.0, 3600.0)]
    [Description("Time between phrases that attract people, in seconds")]
    public double AttractEverySeconds { get; init; } = 40;

    [Range(0.0, 600.0)]
    [Description("Minutes of its own playing that tire it; 0: it never tires")]
    public double FatigueMinutes { get; init; }
}
