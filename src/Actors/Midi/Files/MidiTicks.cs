using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// The grid of a MIDI file. At the defaults (960 ticks a quarter, 120 bpm) a tick is 25
/// half-samples, and rounding moves nothing by more than 12 of them (0.25 ms).
/// </summary>
public readonly record struct MidiTicks
{
    private const long MicrosecondsPerMinute = 60_000_000;
    private const long MicrosecondsPerSecond = 1_000_000;

    /// <param name="ticksPerQuarter">1…32767.</param>
    /// <param name="tempoBpm">Beats per minute, 4…60,000,000.</param>
    public MidiTicks(int ticksPerQuarter, double tempoBpm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ticksPerQuarter, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticksPerQuarter, short.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(tempoBpm, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tempoBpm, MicrosecondsPerMinute);
        TicksPerQuarter = ticksPerQuarter;
        MicrosecondsPerQuarter = (int)Math.Round(MicrosecondsPerMinute / tempoBpm);
    }

    public int TicksPerQuarter { get; }

    /// <summary>The tempo as a file states it: 500,000 at 120 bpm.</summary>
    public int MicrosecondsPerQuarter { get; }

    private Int128 HalfSampleScale =>
        (Int128)MicrosecondsPerQuarter * SampleTime.HalfSamplesPerSecond;

    private Int128 TickScale => (Int128)TicksPerQuarter * MicrosecondsPerSecond;

    /// <summary>The nearest tick, in whole-number arithmetic; off by at most half a tick.</summary>
    /// <param name="time">Not negative.</param>
    public long At(SampleTime time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time.HalfSamples);
        return (long)((2 * time.HalfSamples * TickScale + HalfSampleScale)
            / (2 * HalfSampleScale));
    }

    /// <summary>The point of the sample clock nearest to a tick.</summary>
    /// <param name="tick">Not negative.</param>
    public SampleTime TimeOf(long tick)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tick);
        return new SampleTime(
            (long)((2 * tick * HalfSampleScale + TickScale) / (2 * TickScale)));
    }
}
