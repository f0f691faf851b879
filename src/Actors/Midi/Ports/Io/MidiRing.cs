using System.Runtime.InteropServices;

namespace Antiphon.Midi.Io;

/// <summary>
/// Events on their way between a thread of ours and a real-time thread of a library: a ring in
/// native memory with one writer and one reader, without lock or allocation. Bounded: when it is
/// full, the writer is told.
/// </summary>
internal unsafe struct MidiRing
{
    /// <summary>Events it holds; a power of two.</summary>
    public const int Capacity = 4096;

    private Slot* _slots;
    private int _written, _read;

    public static MidiRing Create() =>
        new() { _slots = (Slot*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Slot)) };

    public bool IsEmpty => Volatile.Read(ref _read) == Volatile.Read(ref _written);

    public bool TryWrite(Slot slot)
    {
        if (_slots == null || _written - Volatile.Read(ref _read) == Capacity)
        {
            return false;
        }

        _slots[_written & (Capacity - 1)] = slot;
        Volatile.Write(ref _written, _written + 1);
        return true;
    }

    /// <summary>Shows the oldest without taking it out; null when there is none.</summary>
    public readonly Slot* Peek() =>
        _read == Volatile.Read(in _written) ? null : _slots + (_read & (Capacity - 1));

    /// <summary>Takes out what <see cref="Peek"/> showed.</summary>
    public void Drop() => Volatile.Write(ref _read, _read + 1);

    /// <summary>
    /// Gives its memory back, when neither side works on it any more; it is then empty, and takes
    /// nothing.
    /// </summary>
    public void Free()
    {
        NativeMemory.Free(_slots);
        _slots = null;
        _read = _written;
    }

    /// <summary>An event and its moment, whose clock the user of the ring knows.</summary>
    internal struct Slot
    {
        public long Moment;
        public byte Status, Data1, Data2, Length;

        public readonly MidiEvent Event => MidiEvent.FromBytes(Status, Data1, Data2);

        /// <summary>Reads a channel message; false for anything else.</summary>
        public static bool TryRead(byte* bytes, nuint size, out Slot slot)
        {
            slot = default;
            if (size is < 2 or > 3 || bytes[0] is < 0x80 or >= 0xF0
                || size != (nuint)MidiEvent.DataBytes(bytes[0]) + 1)
            {
                return false;
            }

            slot.Length = (byte)size;
            slot.Status = bytes[0];
            slot.Data1 = (byte)(bytes[1] & 0x7F);
            slot.Data2 = size == 3 ? (byte)(bytes[2] & 0x7F) : (byte)0;
            return true;
        }

        public static Slot Of(MidiEvent e, long moment) => new()
        {
            Moment = moment,
            Status = e.Status,
            Data1 = e.Data1,
            Data2 = e.Data2,
            Length = (byte)e.Length,
        };
    }
}
