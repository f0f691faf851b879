namespace Antiphon.Time;

/// <summary>
/// Tells which point of the sample clock is now. Capture sets it when its first block arrives,
/// and then either leaves it to the monotonic clock (a recording) or has it follow the readings of
/// a live input, whose sound card drifts. Thread-safe; readers see either the old line or the new.
/// </summary>
/// <remarks>
/// To follow, it bends and does not jump: the new line begins where the old one is, and leads to
/// the reading within two seconds, at most a tenth faster or slower than the input. Only what lies
/// ahead by more than a quarter of a second, after a loss, is jumped to. <see cref="Now"/> never
/// falls.
/// </remarks>
/// <param name="time">The monotonic clock.</param>
public sealed class SampleClock(TimeProvider time)
{
    private const double FollowSeconds = 2;
    private const double JumpSeconds = 0.25;
    private const double SteepestBend = 0.1;
    private const long PartsPerUnit = 1_000_000_000;

    private readonly long _bendTimestamps = time.TimestampFrequency / 10;
    private ClockLine? _line;
    private long _latest = long.MinValue;

    /// <summary>
    /// False until the first block was heard: before that there is no sample time.
    /// </summary>
    public bool IsAnchored => Volatile.Read(ref _line) is not null;

    /// <summary>The monotonic clock that timestamps are taken from.</summary>
    public TimeProvider Provider { get; } = time;

    /// <summary>The sample time that is now; never before one that was told earlier.</summary>
    /// <exception cref="InvalidOperationException">No anchor was set yet.</exception>
    public SampleTime Now
    {
        get
        {
            var now = At(Provider.GetTimestamp()).HalfSamples;
            var latest = Volatile.Read(ref _latest);
            while (now > latest)
            {
                var seen = Interlocked.CompareExchange(ref _latest, now, latest);
                if (seen == latest)
                {
                    return new SampleTime(now);
                }

                latest = seen;
            }

            return new SampleTime(latest);
        }
    }

    /// <summary>Says that a sample was heard at a moment of the monotonic clock.</summary>
    /// <param name="heard">The sample time.</param>
    /// <param name="timestamp"><see cref="TimeProvider.GetTimestamp"/> of that moment.</param>
    public void Anchor(SampleTime heard, long timestamp) =>
        Volatile.Write(ref _line, new ClockLine(heard, timestamp, PartsPerUnit));

    /// <summary>Bends towards where the input's clock stands. One caller at a time.</summary>
    public void Follow(ClockReading reading)
    {
        var now = Provider.GetTimestamp();
        var rate = 1 + reading.DriftPpm / 1e6;
        if (Volatile.Read(ref _line) is not { } line)
        {
            Volatile.Write(
                ref _line, new ClockLine(reading.Heard, reading.Timestamp, Parts(rate)));
            return;
        }

        if (now - line.Timestamp < _bendTimestamps)
        {
            return;
        }

        var here = At(now);
        var sinceReading = (now - reading.Timestamp) / (double)Provider.TimestampFrequency;
        var aheadSeconds = reading.Heard.PlusSeconds(sinceReading * rate).SecondsSince(here);
        var bend = Math.Clamp(aheadSeconds / FollowSeconds, -SteepestBend, SteepestBend);
        Volatile.Write(ref _line, aheadSeconds > JumpSeconds
            ? new ClockLine(here.PlusSeconds(aheadSeconds), now, Parts(rate))
            : new ClockLine(here, now, Parts(rate + bend)));
    }

    /// <summary>The sample time at a moment, rounded down to the half-sample.</summary>
    /// <exception cref="InvalidOperationException">No anchor was set yet.</exception>
    public SampleTime At(long timestamp)
    {
        var line = Current();
        var halfSamples = FloorDivide(
            (Int128)(timestamp - line.Timestamp) * SampleTime.HalfSamplesPerSecond
                * line.RateParts,
            (Int128)Provider.TimestampFrequency * PartsPerUnit);
        return new SampleTime(line.Heard.HalfSamples + halfSamples);
    }

    /// <summary>The first moment at which <see cref="At"/> has reached a sample time.</summary>
    /// <exception cref="InvalidOperationException">No anchor was set yet.</exception>
    public long TimestampOf(SampleTime sampleTime)
    {
        var line = Current();
        var ahead = (Int128)(sampleTime.HalfSamples - line.Heard.HalfSamples);
        return line.Timestamp - FloorDivide(
            -ahead * Provider.TimestampFrequency * PartsPerUnit,
            (Int128)SampleTime.HalfSamplesPerSecond * line.RateParts);
    }

    private static long Parts(double rate) => (long)Math.Round(rate * PartsPerUnit);

    private static long FloorDivide(Int128 dividend, Int128 divisor)
    {
        var quotient = dividend / divisor;
        return (long)(dividend < quotient * divisor ? quotient - 1 : quotient);
    }

    private ClockLine Current() =>
        Volatile.Read(ref _line)
        ?? throw new InvalidOperationException("The sample clock has no anchor: nothing heard.");

    /// <summary>A sample time, when it is, and how fast time passes from there.</summary>
    /// <param name="RateParts">
    /// Sample clock against monotonic clock, in thousand-millionths: whole, so that both ways of
    /// reading agree to the half-sample.
    /// </param>
    private sealed record ClockLine(SampleTime Heard, long Timestamp, long RateParts);
}

/// <summary>Where the clock of an input stands, by the best estimate.</summary>
/// <param name="Heard">A sample time.</param>
/// <param name="Timestamp">The monotonic time at which it was at hand.</param>
/// <param name="DriftPpm">
/// How much faster the input's clock runs than the machine's, in millionths.
/// </param>
public readonly record struct ClockReading(SampleTime Heard, long Timestamp, double DriftPpm);
