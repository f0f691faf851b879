using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Antiphon.Midi.Io;

/// <summary>A port of the system's MIDI or of JACK that hears, through RtMidi.</summary>
internal sealed unsafe class RtMidiInput : IMidiInput
{
    private readonly RtMidiDevice _device;
    private Cell* _cell;

    /// <param name="target">The port or a part of its name; empty for one others connect to.
    /// </param>
    /// <param name="time">Looks for ports; the moments are those of the system's clock.</param>
    /// <exception cref="MidiException">No library, no MIDI system, or no such port.</exception>
    public RtMidiInput(string target, TimeProvider time)
    {
        Name = $"rtmidi:{target}";
        _cell = (Cell*)NativeMemory.AllocZeroed((nuint)sizeof(Cell));
        _cell->Ring = MidiRing.Create();
        try
        {
            _device = RtMidiDevice.Open(
                target,
                isOutput: false,
                time,
                device => LibRtMidi.SetCallback(device, &Receive, (nint)_cell));
        }
        catch
        {
            Free();
            throw;
        }
    }

    public string Name { get; }

    public long Dropped => _cell == null ? 0 : Volatile.Read(ref _cell->Dropped);

    public bool TryTake(out MidiHeard heard)
    {
        var slot = _cell == null ? null : _cell->Ring.Peek();
        if (slot == null)
        {
            heard = default;
            return false;
        }

        heard = new MidiHeard(slot->Event, slot->Moment);
        _cell->Ring.Drop();
        return true;
    }

    public bool IsAlive() => _device.IsAlive();

    public void Dispose()
    {
        _device.Dispose();
        Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Receive(double sinceLast, byte* message, nuint size, nint argument)
    {
        var cell = (Cell*)argument;
        if (MidiRing.Slot.TryRead(message, size, out var slot))
        {
            slot.Moment = TimeProvider.System.GetTimestamp();
            if (!cell->Ring.TryWrite(slot))
            {
                Interlocked.Increment(ref cell->Dropped);
            }
        }
    }

    private void Free()
    {
        // The device has gone: nobody writes any more, and this side reads nothing that is freed.
        if (_cell != null)
        {
            _cell->Ring.Free();
            NativeMemory.Free(_cell);
            _cell = null;
        }
    }

    private struct Cell
    {
        public MidiRing Ring;
        public long Dropped;
    }
}
