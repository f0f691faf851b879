using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Sends the ticks of the MIDI clock in between the notes. Guarded by the lock of its transport.
/// </summary>
internal sealed class ClockSender(MidiOptions options, MidiSender sender)
{
    private MidiClock? _clock;

    /// <summary>When the next message is due; null while it does not run.</summary>
    public SampleTime? Due => _clock?.Due;

    /// <summary>Lets it run where one is wanted, and skips what a stall has missed.</summary>
    /// <param name="lead">How much earlier than due events are sent.</param>
    /// <param name="may">False where no clock can be sent.</param>
    public void Run(SampleTime now, SampleCount lead, bool may)
    {
        if (options.ClockOut && may)
        {
            _clock ??= new MidiClock(now + lead, options.TempoBpm);
            _clock.SkipTo(now.PlusSeconds(-options.FlushLateMs / 1000.0));
        }
    }

    /// <summary>Sends the next message, if it is due.</summary>
    /// <param name="limit">What is due later waits.</param>
    /// <param name="note">What begins or ends next, which it must not overtake.</param>
    public bool SendNext(SampleTime limit, SampleTime? note)
    {
        if (_clock is null || _clock.Due > limit || note < _clock.Due)
        {
            return false;
        }

        var due = _clock.Due;
        sender.SendAtOnce(_clock.Take(), due);
        return true;
    }

    /// <summary>Ends it, if that is for good.</summary>
    public void Stop(SampleTime at, bool forGood)
    {
        if (forGood && _clock is not null)
        {
            sender.SendAtOnce(MidiEvent.Stop, at);
            _clock = null;
        }
    }
}
