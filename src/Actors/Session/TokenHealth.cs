using Antiphon.Perception;

namespace Antiphon.Session;

/// <summary>What the watch over the words found, and how often it said so.</summary>
/// <param name="OtherMusic">Times it was other music than was learned.</param>
/// <param name="HearsWrongly">Times the rig did not hear its probe as it was learned.</param>
/// <param name="Unproven">Times the probe could not be heard.</param>
/// <param name="LastSeconds">When the last of them was; null when there was none.</param>
/// <param name="Last">What was said then.</param>
public sealed record TokenHealth(
    long OtherMusic, long HearsWrongly, long Unproven, double? LastSeconds, string? Last)
{
    public static TokenHealth Of(SessionRecord record) => new(
        record.Count(HealthFinding.OtherMusic),
        record.Count(HealthFinding.HearsWrongly),
        record.Count(HealthFinding.Unproven),
        record.LastNotice?.Time.Seconds,
        record.LastNotice?.Text);
}
