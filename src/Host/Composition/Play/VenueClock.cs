using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Time;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Composition;

/// <summary>
/// Tells the partner the time of day anew whenever the clock on the wall has departed from what the
/// sample clock makes of it: summer time, a clock that was set, and drift. It does so by a command,
/// so that what was told is in the journal and replays.
/// </summary>
/// <remarks>It looks once a second, and tells of what is more than
/// <see cref="ToleranceSeconds"/> apart.</remarks>
internal sealed class VenueClock : IDisposable
{
    /// <summary>How far the two may be apart, in seconds.</summary>
    public const double ToleranceSeconds = 2;

    private const double SecondsPerDay = 86_400;
    private const double NewsSeconds = 60;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ControlDesk _desk;
    private readonly SampleClock _clock;
    private readonly Action<string> _say;
    private readonly ITimer _timer;
    private bool _ended;

    /// <param name="time">The clock on the wall, and the timer.</param>
    /// <param name="desk">Takes the command, and knows what was told last.</param>
    /// <param name="say">Told when it was set by a minute or more.</param>
    public VenueClock(
        TimeProvider time, ControlDesk desk, SampleClock clock, Action<string> say)
    {
        (_time, _desk, _clock, _say) = (time, desk, clock, say);
        _timer = time.CreateTimer(
            _ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The hour of day now, 0…24.</summary>
    public static double HourNow(TimeProvider time) => time.GetLocalNow().TimeOfDay.TotalHours;

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _timer.Dispose();
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            TellWhatHasDeparted();
            _timer.Change(Period, Timeout.InfiniteTimeSpan);
        }
    }

    private void TellWhatHasDeparted()
    {
        if (!_clock.IsAnchored || _desk.State.HourAtZero is not { } zero)
        {
            return;
        }

        var hour = HourNow(_time);
        var apart = Math.IEEERemainder(3600 * (hour - zero) - _clock.Now.Seconds, SecondsPerDay);
        if (Math.Abs(apart) <= ToleranceSeconds)
        {
            return;
        }

        _desk.Take(new TellTime(hour));
        if (Math.Abs(apart) >= NewsSeconds)
        {
            _say(Text($"the clock on the wall was set by {apart / 60:+0;-0} min; ")
                + "the hours of the room follow it");
        }
    }
}
