using Antiphon.Flow;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Counts for <see cref="MidiStatistics"/>. Guarded by the lock of its transport.
/// </summary>
internal sealed class MidiTally(double lateMs)
{
    private readonly LatencyHistogram _lateness = new();
    private SampleTime _silentSince = SampleTime.Zero;
    private bool _sounding;
    private long _notes, _lost, _late, _sendFaults;
    private double _longestSeconds, _longestSilenceSeconds;
    private string? _lastSendFault;

    public long Flushed { get; set; }

    public long Refused { get; set; }

    public long Withdrawn { get; set; }

    public void Sent(double latenessMs)
    {
        _lateness.Add(latenessMs);
        _late += latenessMs > lateMs ? 1 : 0;
    }

    public void Begun(SampleTime at)
    {
        _notes++;
        if (!_sounding)
        {
            _longestSilenceSeconds = SilenceAt(at);
            _sounding = true;
        }
    }

    public void Ended(SoundingNote note, SampleTime at, int stillSounding)
    {
        _longestSeconds = Math.Max(_longestSeconds, at.SecondsSince(note.Begun));
        if (stillSounding == 0)
        {
            _silentSince = at;
            _sounding = false;
        }
    }

    /// <summary>Gives up a note whose note-off did not get out.</summary>
    public void Lost() => _lost++;

    public void Failed(string output, Exception fault)
    {
        _sendFaults++;
        _lastSendFault = $"{output}: {fault.Message}";
    }

    public MidiStatistics Read(SampleTime now, int unended) => new(
        _notes,
        _lost + unended,
        _longestSeconds,
        _sounding ? _longestSilenceSeconds : SilenceAt(now),
        _lateness.Summary(),
        _late,
        Flushed,
        Refused,
        Withdrawn,
        _sendFaults,
        _lastSendFault);

    private double SilenceAt(SampleTime at) =>
        Math.Max(_longestSilenceSeconds, at.SecondsSince(_silentSince));
}
