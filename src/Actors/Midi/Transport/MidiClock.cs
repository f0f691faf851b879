using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// The MIDI clock: start, then 24 ticks to the quarter note, each at its exact time from the
/// start, so that rounding does not add up.
/// </summary>
/// <remarks>Source: MIDI 1.0 Detailed Specification, MIDI Association, 1996.</remarks>
/// <param name="start">When the start message is due.</param>
/// <param name="tempoBpm">Quarter notes a minute, above 0.</param>
public sealed class MidiClock(SampleTime start, double tempoBpm)
{
    /// <summary>Ticks in a quarter note.</summary>
    public const int TicksPerQuarter = 24;

    // A follower needs a moment between the start message and the first tick.
    private static readonly SampleCount Breath = SampleCount.FromSeconds(0.01);

    private readonly SampleTime _firstTick = start + Breath;
    private readonly double _tickSeconds = 60 / (tempoBpm * TicksPerQuarter);
    private long _nextTick = -1;

    /// <summary>When the next message is due.</summary>
    public SampleTime Due =>
        _nextTick < 0 ? start : _firstTick.PlusSeconds(_nextTick * _tickSeconds);

    /// <summary>Takes the next message.</summary>
    public MidiEvent Take() => ++_nextTick == 0 ? MidiEvent.Start : MidiEvent.TimingClock;

    /// <summary>Passes over ticks that are due before a time: a stall is not caught up.</summary>
    /// <returns>Ticks passed over.</returns>
    public long SkipTo(SampleTime earliest)
    {
        var next = Math.Max(
            _nextTick, (long)Math.Ceiling(earliest.SecondsSince(_firstTick) / _tickSeconds));
        var skipped = _nextTick < 0 ? 0 : next - _nextTick;
        _nextTick += skipped;
        return skipped;
    }
}
