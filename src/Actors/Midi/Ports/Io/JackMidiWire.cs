using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Antiphon.Midi.Io;

/// <summary>
/// A JACK port that sounds every event at its own frame: events lie in a ring, ahead of their
/// time, and once a period the server's real-time thread takes those that fall into it. That
/// callback neither locks nor allocates.
/// </summary>
/// <remarks>
/// An event is to be in the ring a period before its time. Where the look-ahead is too short for
/// that, all events sound later by the same number of frames, so that their spacing is right.
/// </remarks>
internal sealed unsafe class JackMidiWire : IMidiWire
{
    private const double MarginMs = 5;

    private readonly JackClient _client;
    private readonly string _address;

    /// <param name="target">A port of another client or a part of its name; empty for none.
    /// </param>
    /// <param name="lookAheadMs">How early events come, in ms.</param>
    /// <exception cref="MidiException">No library, no server, or no such port.</exception>
    public JackMidiWire(string target, double lookAheadMs, TimeProvider time)
    {
        _address = $"jack:{target}";
        _client = new JackClient(_address, "out", LibJack.IsOutput, time);
        try
        {
            _client.Cell->LookAheadFrames = Frames(lookAheadMs);
            _client.Cell->MarginFrames = Frames(MarginMs);
            _client.Start(target, &Process);
        }
        catch
        {
            _client.Dispose();
            throw;
        }
    }

    public bool SoundsAtDue => true;

    public long Late => Volatile.Read(ref _client.Cell->Late);

    public string? Remark
    {
        get
        {
            var delay = Delay(_client.Cell, _client.PeriodFrames);
            return FormattableString.Invariant(
                $"period {_client.PeriodFrames} at {_client.SampleRateHz} Hz")
                + (delay == 0
                    ? ""
                    : FormattableString.Invariant(
                        $", longer than midi.lookAheadMs covers: constant delay {delay} frames"));
        }
    }

    public void Send(MidiEvent e, long due)
    {
        var slot = MidiRing.Slot.Of(e, _client.MicrosecondsAt(due));
        if (Volatile.Read(ref _client.Cell->IsShut) != 0 || !_client.Cell->Ring.TryWrite(slot))
        {
            throw new MidiException(
                MidiFault.Output, $"{_address} takes nothing: the JACK server is gone or stuck.");
        }
    }

    public bool IsAlive() => _client.IsAlive();

    public void Drain()
    {
        _client.Await(() => _client.Cell->Ring.IsEmpty, JackClient.DrainPatience);
        if (_client.Cell->Ring.IsEmpty)
        {
            _client.AwaitPeriods(JackClient.DrainPatience);
        }
    }

    public void Dispose() => _client.Dispose();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Process(uint frames, nint argument)
    {
        var cell = (JackCell*)argument;
        var buffer = LibJack.PortBuffer(cell->Port, frames);
        if (buffer == null)
        {
            // The server died in the middle of a period.
            return cell->EndCycle();
        }

        LibJack.MidiClear(buffer);
        var cycle = LibJack.LastFrameTime(cell->Client) - Delay(cell, frames);
        var last = 0;
        MidiRing.Slot* slot;
        while ((slot = cell->Ring.Peek()) != null)
        {
            var frame = LibJack.TimeToFrames(cell->Client, (ulong)slot->Moment);
            var offset = (int)(frame - cycle);
            if (offset >= (int)frames)
            {
                break;
            }

            var place = Math.Max(last, offset);
            if (LibJack.MidiWrite(buffer, (uint)place, &slot->Status, slot->Length) != 0)
            {
                // Too much for one period: the rest goes into the next.
                cell->CountLate();
                break;
            }

            if (offset < -(int)frames)
            {
                cell->CountLate();
            }

            last = place;
            cell->Ring.Drop();
        }

        return cell->EndCycle();
    }

    private static uint Delay(JackCell* cell, uint period)
    {
        var needed = period + cell->MarginFrames;
        return needed > cell->LookAheadFrames ? needed - cell->LookAheadFrames : 0;
    }

    private uint Frames(double ms) => (uint)Math.Round(ms * _client.SampleRateHz / 1000);
}
