using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Session;

/// <summary>How much a session may leave on the disk.</summary>
public sealed record SessionOptions
{
    [Range(1, 1_440)]
    [Description("Minutes of sound after which a log is closed, compressed and begun anew")]
    public int RotateMinutes { get; init; } = 60;

    [Range(1, 1_000_000)]
    [Description("Megabytes that the compressed parts of one log may fill; the oldest go first")]
    public int LogQuotaMegabytes { get; init; } = 1_024;

    [Description("Refuse to play where no session can be kept, instead of playing without one")]
    public bool Required { get; init; }
}
