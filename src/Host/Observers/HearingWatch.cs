using Antiphon.Flow;
using Antiphon.Host.Logging;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Antiphon.Host.Observers;

/// <summary>
/// Watches the words of a performance, and has the probe heard beside it when they no longer come
/// as they were learned. It stops nothing: it tells.
/// </summary>
/// <remarks>
/// One probe at a time. What it finds is told on the thread of the stream, at the next token, or
/// when the performance has ended.
/// </remarks>
/// <param name="watch">Looks at the words.</param>
/// <param name="probe">Has the probe heard, beside the music.</param>
/// <param name="tell">Told of everything that is found.</param>
internal sealed class HearingWatch(
    TokenHealthWatch watch, Func<Task<ProbeVerdict>> probe, Action<HealthNotice> tell)
    : IRigObserver
{
    private HealthAlarm? _alarm;
    private Task<HealthNotice>? _check;

    /// <summary>Where a probe that failed says why.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    public void Tokenized(Slot slot)
    {
        if (slot is not FrameToken token)
        {
            return;
        }

        if (_check is { IsCompleted: true } done)
        {
            Tell(done.Result);
        }

        if (watch.Hear(token) is { } alarm && _check is null)
        {
            _alarm = alarm;
            _check = Task.Run(() => Check(alarm));
        }
    }

    /// <summary>Waits for a probe that is still being heard.</summary>
    /// <param name="patience">How long, before it is told to be unproven.</param>
    /// <param name="stop">Who is told to stop does not wait.</param>
    public async Task Finish(TimeSpan patience, CancellationToken stop)
    {
        if (_check is null)
        {
            return;
        }

        try
        {
            Tell(await _check.WaitAsync(patience, TimeProvider.System, stop)
                .ConfigureAwait(false));
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.LogInformation(LogRecord.Told, e, "the probe was not waited for");
            Tell(HealthNotice.Unproven(_alarm!, "it was not through when the performance ended"));
        }
    }

    private async Task<HealthNotice> Check(HealthAlarm alarm)
    {
        try
        {
            return HealthNotice.Of(alarm, await probe().ConfigureAwait(false));
        }
        catch (Exception e)
        {
            // Whatever stands in the way of a probe, the music beside it goes on.
            Log.LogError(LogRecord.Told, e, "the probe was not heard");
            return HealthNotice.Unproven(alarm, e.Message);
        }
    }

    private void Tell(HealthNotice notice)
    {
        _check = null;
        tell(notice);
    }
}
