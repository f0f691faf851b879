using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Begins and ends notes on one output, with the ledger in hand: what it began it ends, also when
/// the output throws. Times sent never fall. Guarded by the lock of its transport.
/// </summary>
internal sealed class MidiSender(IMidiOutput output, MidiOptions options)
{
    private static readonly SampleCount RetryAfter = SampleCount.FromSeconds(0.1);

    private bool _programsSent;

    public NoteLedger Ledger { get; } = new(options.LongestNoteSeconds);

    /// <summary>Changes of instrument that wait.</summary>
    public PlannedPrograms Programs { get; } = new();

    public MidiTally Tally { get; } = new(options.LateMs);

    /// <summary>The time of the latest event sent.</summary>
    public SampleTime LastSent { get; private set; }

    /// <summary>When the last note that was ended did end.</summary>
    public SampleTime LastEnd { get; private set; }

    /// <summary>Chooses the instruments at the beginning; false when that was done.</summary>
    public bool SendProgramsOnce()
    {
        if (_programsSent)
        {
            return false;
        }

        _programsSent = true;
        foreach (var e in options.Instruments())
        {
            TrySend(e, LastSent);
        }

        return true;
    }

    /// <summary>
    /// Sends a message that begins and ends no note; one that does not get out is not repeated.
    /// </summary>
    public void SendAtOnce(MidiEvent e, SampleTime due) => TrySend(e, due);

    /// <summary>Sends the next change of instrument, if it is due; false when none is.</summary>
    /// <param name="limit">What is due later waits.</param>
    /// <param name="note">When the next note is due, which it must not overtake.</param>
    public bool SendProgram(SampleTime limit, SampleTime? note)
    {
        if (Programs.Take(limit, note) is not { } next)
        {
            return false;
        }

        SendAtOnce(
            MidiEvent.ProgramChange(options.ChannelOf(next.Voice), next.Program), next.Due);
        return true;
    }

    /// <summary>What went out up to a time, in numbers.</summary>
    public MidiStatistics Statistics(SampleTime now)
    {
        var ports = output.Ports;
        var hanging = Ledger.UnendedCount + ports.Sum(port => port.Hanging);
        return Tally.Read(SampleTime.Max(now, LastSent), hanging) with { Ports = ports };
    }

    /// <summary>Ends what sounds on the key of a note; false when that did not get out.</summary>
    public bool Free(NotePlanned note, double latenessMs, SampleTime now) =>
        !Ledger.TryFind(options.ChannelOf(note.Voice), note.Key, out var sounding)
        || End(sounding, note.Due, latenessMs, now);

    /// <summary>
    /// Begins a note on a free key; false when the output threw (it is ended all the same).
    /// </summary>
    public bool Begin(NotePlanned note, double latenessMs)
    {
        var channel = options.ChannelOf(note.Voice);
        var begun = SampleTime.Max(note.Due, LastSent);
        Ledger.Begin(note.Id, channel, note.Key, begun, note.Due + note.Length);
        Tally.Begun(begun);
        Tally.Sent(latenessMs);
        return TrySend(MidiEvent.NoteOn(channel, note.Key, note.Velocity), begun);
    }

    /// <summary>Ends a note; false when that did not get out and will be tried again.</summary>
    public bool End(SoundingNote note, SampleTime due, double latenessMs, SampleTime now)
    {
        var at = SampleTime.Max(due, LastSent);
        if (!TrySend(MidiEvent.NoteOff(note.Channel, note.Key), at))
        {
            Ledger.TryAgain(note, SampleTime.Max(now, at) + RetryAfter);
            return false;
        }

        Tally.Sent(latenessMs);
        Ledger.Ended(note);
        Tally.Ended(note, at, Ledger.Count);
        LastEnd = SampleTime.Max(LastEnd, at);
        return true;
    }

    /// <summary>Ends every note, then sends CC 123 and CC 120.</summary>
    /// <param name="forGood">True to give up, and count as hanging, what does not get out.</param>
    /// <returns>False when not all of it got out.</returns>
    public bool EndAll(SampleTime at, bool forGood)
    {
        var allOut = true;
        foreach (var note in Ledger.Sounding())
        {
            var ended = End(note, SampleTime.Min(at, note.End), 0, at);
            allOut &= ended;
            if (!ended && forGood)
            {
                Ledger.Ended(note);
                Tally.Lost();
            }
        }

        foreach (var controller in NoteLedger.PanicControllers(options.Channels))
        {
            allOut &= TrySend(controller, at);
        }

        return allOut;
    }

    public bool TryFlush()
    {
        try
        {
            output.Flush();
            return true;
        }
        catch (Exception fault)
        {
            Tally.Failed(output.Name, fault);
            return false;
        }
    }

    private bool TrySend(MidiEvent e, SampleTime at)
    {
        LastSent = SampleTime.Max(LastSent, at);
        try
        {
            output.Send(e, LastSent);
            return true;
        }
        catch (Exception fault)
        {
            Tally.Failed(output.Name, fault);
            return false;
        }
    }
}
