using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Antiphon.Midi.Io;

/// <summary>
/// A JACK port that hears: every message with the moment of its frame. The callback neither locks
/// nor allocates.
/// </summary>
internal sealed unsafe class JackMidiInput : IMidiInput
{
    private readonly JackClient _client;

    /// <param name="target">A port of another client or a part of its name; empty for none.
    /// </param>
    /// <param name="time">The monotonic clock.</param>
    /// <exception cref="MidiException">No library, no server, or no such port.</exception>
    public JackMidiInput(string target, TimeProvider time)
    {
        Name = $"jack:{target}";
        _client = new JackClient(Name, "in", LibJack.IsInput, time);
        try
        {
            _client.Start(target, &Process);
        }
        catch
        {
            _client.Dispose();
            throw;
        }
    }

    public string Name { get; }

    public long Dropped => Volatile.Read(ref _client.Cell->Late);

    public bool TryTake(out MidiHeard heard)
    {
        var slot = _client.Cell->Ring.Peek();
        if (slot == null)
        {
            heard = default;
            return false;
        }

        heard = new MidiHeard(slot->Event, _client.TimestampAt(slot->Moment));
        _client.Cell->Ring.Drop();
        return true;
    }

    public bool IsAlive() => _client.IsAlive();

    public void Dispose() => _client.Dispose();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Process(uint frames, nint argument)
    {
        var cell = (JackCell*)argument;
        var buffer = LibJack.PortBuffer(cell->Port, frames);
        var cycle = LibJack.LastFrameTime(cell->Client);
        var count = buffer == null ? 0 : LibJack.MidiCount(buffer);
        for (var i = 0u; i < count; i++)
        {
            LibJack.JackMidiEvent e;
            if (LibJack.MidiGet(&e, buffer, i) == 0 && e.Bytes != null
                && MidiRing.Slot.TryRead(e.Bytes, e.Size, out var slot))
            {
                slot.Moment = (long)LibJack.FramesToTime(cell->Client, cycle + e.Offset);
                if (!cell->Ring.TryWrite(slot))
                {
                    cell->CountLate();
                }
            }
        }

        return cell->EndCycle();
    }
}
