using Antiphon.Flow;

namespace Antiphon.Midi;

/// <summary>What went out, in numbers.</summary>
/// <param name="Notes">Notes that were begun.</param>
/// <param name="Hanging">
/// Notes whose note-off did not get out, those on ports that are lost included; must be 0.
/// </param>
/// <param name="LongestSeconds">
/// The longest note, from due note-on to due note-off, in seconds.
/// </param>
/// <param name="LongestSilenceSeconds">
/// The longest stretch without a note, from time 0 up to now, in seconds.
/// </param>
/// <param name="Lateness">How late events went out, in ms; all 0 on a virtual clock.</param>
/// <param name="Late">Events later than <see cref="MidiOptions.LateMs"/>.</param>
/// <param name="Flushed">Notes discarded because they were too late to be music.</param>
/// <param name="Refused">
/// Notes refused because the queue was full or the transport muted or closed.
/// </param>
/// <param name="Withdrawn">Notes withdrawn by the agent, sounding or not.</param>
/// <param name="SendFaults">Times that the output threw.</param>
/// <param name="LastSendFault">
/// What the output last said, its name first; null when it never did.
/// </param>
public sealed record MidiStatistics(
    long Notes,
    long Hanging,
    double LongestSeconds,
    double LongestSilenceSeconds,
    LatencySummary Lateness,
    long Late,
    long Flushed,
    long Refused,
    long Withdrawn,
    long SendFaults,
    string? LastSendFault)
{
    /// <summary>How each port fared.</summary>
    public IReadOnlyList<MidiPortStatus> Ports { get; init; } = [];
}
