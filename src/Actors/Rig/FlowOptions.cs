using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Rig;

/// <summary>How long the rig waits for its own stages when it plays live.</summary>
public sealed record FlowOptions
{
    [Range(100, 10_000)]
    [Description("A stage that has not answered a slot after this many ms loses that slot")]
    public int StageTimeoutMs { get; init; } = 1_000;

    [Range(1_000, 60_000)]
    [Description("A stage silent for this many ms is hung: the rig says so and ends with code 4")]
    public int HangLimitMs { get; init; } = 5_000;

    /// <summary>The same.</summary>
    public TimeSpan HangLimit => TimeSpan.FromMilliseconds(HangLimitMs);
}
