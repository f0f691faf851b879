using System.Collections.Immutable;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// The grid of a MIDI file whose tempo changes: a quarter note is a beat, and each beat stands on
/// its quarter. Whole-number arithmetic, so that nothing drifts however long it lasts.
/// </summary>
/// <remarks>Not more than 39 hours at 960 ticks a quarter, as the files allow.</remarks>
public sealed class TempoMap
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private const int MostMicroseconds = 0xFF_FFFF;
    private const double CloseToZeroBeats = 0.25;

    private readonly ImmutableArray<TempoChange> _changes;

    private TempoMap(int ticksPerQuarter, ImmutableArray<TempoChange> changes) =>
        (TicksPerQuarter, _changes) = (ticksPerQuarter, changes);

    public int TicksPerQuarter { get; }

    /// <summary>The tempi in order, the first at tick 0.</summary>
    public IReadOnlyList<TempoChange> Changes => _changes;

    /// <summary>One tempo throughout.</summary>
    public static TempoMap Fixed(MidiTicks ticks) => new(
        ticks.TicksPerQuarter, [new TempoChange(0, 0, ticks.MicrosecondsPerQuarter)]);

    /// <summary>A quarter for each beat, and for each that would lie before the first; a first
    /// beat close to time 0 is taken to be there.</summary>
    /// <param name="ticksPerQuarter">1…32767.</param>
    /// <param name="beats">
    /// Beats in order, not before time 0, 0.05 to 16 s from each other; two at least.
    /// </param>
    public static TempoMap Of(int ticksPerQuarter, IReadOnlyList<SampleTime> beats)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(beats.Count, 2);
        var map = ImmutableArray.CreateBuilder<TempoChange>();
        var (tick, units) = (0L, (Int128)0);
        var lead = beats[0].Seconds / beats[1].SecondsSince(beats[0]);
        var before = lead < CloseToZeroBeats ? 0 : Math.Max(1, (int)Math.Round(lead));
        for (var i = 0; i < beats.Count - 1 + before; i++)
        {
            // What rounding to whole microseconds took from one beat, the next one makes good.
            var end = i < before
                ? new SampleTime(beats[0].HalfSamples * (i + 1) / before)
                : beats[i - before + 1];
            var left = (double)(Units(end, ticksPerQuarter) - units);
            var quarter = (double)ticksPerQuarter * SampleTime.HalfSamplesPerSecond;
            var microseconds = (int)Math.Clamp(Math.Round(left / quarter), 1, MostMicroseconds);
            if (map.Count == 0 || map[^1].MicrosecondsPerQuarter != microseconds)
            {
                map.Add(new TempoChange(tick, units, microseconds));
            }

            tick += ticksPerQuarter;
            units += (Int128)microseconds * ticksPerQuarter * SampleTime.HalfSamplesPerSecond;
        }

        return new TempoMap(ticksPerQuarter, map.ToImmutable());
    }

    /// <summary>The nearest tick; off by at most half a tick.</summary>
    /// <param name="time">Not negative.</param>
    public long At(SampleTime time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time.HalfSamples);
        var units = Units(time, TicksPerQuarter);
        var i = _changes.Length - 1;
        while (_changes[i].Units > units)
        {
            i--;
        }

        var tick = (Int128)_changes[i].MicrosecondsPerQuarter * SampleTime.HalfSamplesPerSecond;
        return _changes[i].Tick + (long)((2 * (units - _changes[i].Units) + tick) / (2 * tick));
    }

    // A microsecond's share of a tick's length at a rate of half-samples: all of it is whole.
    private static Int128 Units(SampleTime time, int ticksPerQuarter) =>
        (Int128)time.HalfSamples * ticksPerQuarter * MicrosecondsPerSecond;
}

/// <summary>A tempo from a tick on.</summary>
/// <param name="Tick">Where it begins.</param>
/// <param name="Units">When, in units of the map.</param>
/// <param name="MicrosecondsPerQuarter">As a file states it: 500,000 at 120 bpm.</param>
public readonly record struct TempoChange(
    long Tick, Int128 Units, int MicrosecondsPerQuarter);
