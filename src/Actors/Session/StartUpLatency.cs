using Antiphon.Flow;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>
/// Tells what each stage took while it played from what it took at the start, when the program is
/// still being compiled. Not thread-safe.
/// </summary>
public sealed class StartUpLatency
{
    /// <summary>How long the start lasts, in seconds of sound.</summary>
    public const double Seconds = 5;

    private static readonly SampleTime Over = SampleTime.FromSeconds(Seconds);

    private IReadOnlyList<StageMeter> _meters = [];
    private IReadOnlyList<(LatencyHistogram Work, LatencyHistogram Age)>? _start;

    /// <summary>The meters of a run that begins.</summary>
    public void Began(IReadOnlyList<StageMeter> meters) => (_meters, _start) = (meters, null);

    /// <summary>Sound was heard up to here.</summary>
    public void Heard(SampleTime time)
    {
        if (_start is null && time >= Over && _meters.Count > 0)
        {
            _start = [.. _meters.Select(meter => (meter.WorkMs.Copy(), meter.AgeMs.Copy()))];
        }
    }

    /// <summary>The start alone, and what came behind it.</summary>
    /// <returns>Null for a run that did not outlast its start.</returns>
    public PlayingLatency? Summary() => _start is { } start
        ? new(
            SessionSummary.StageLatencies.Of(
                _meters, (i, which) => which(start[i]).Summary()),
            SessionSummary.StageLatencies.Of(
                _meters,
                (i, which) => which((_meters[i].WorkMs, _meters[i].AgeMs))
                    .Since(which(start[i])).Summary()))
        : null;
}

/// <summary>What each stage took.</summary>
/// <param name="StartUp">In the first seconds, while the program was still being compiled.</param>
/// <param name="Playing">Since then.</param>
public sealed record PlayingLatency(
    SessionSummary.StageLatencies StartUp, SessionSummary.StageLatencies Playing);
