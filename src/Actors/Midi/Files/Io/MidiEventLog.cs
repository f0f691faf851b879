using System.Buffers.Binary;
using Antiphon.Time;

namespace Antiphon.Midi.Io;

/// <summary>
/// Events on disk, in the order they were sent, 11 bytes each, so that weeks of them cost no
/// memory. Bounded: see <see cref="Append"/>. Not thread-safe.
/// </summary>
internal sealed class MidiEventLog : IDisposable
{
    private const int RecordBytes = 11;

    private readonly FileStream _stream;
    private readonly long _capacity;
    private readonly bool[] _open = new bool[16 * 128];
    private long _count;

    /// <param name="path">Made anew, and deleted at the end.</param>
    /// <param name="capacity">Events it takes before it is full.</param>
    public MidiEventLog(string path, long capacity)
    {
        _capacity = capacity;
        _stream = new FileStream(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
    }

    /// <summary>Adds an event; when full, only the note-offs of notes it holds.</summary>
    /// <returns>False when the event was left out.</returns>
    public bool Append(MidiEvent e, SampleTime time)
    {
        var key = (e.Channel - 1) * 128 + e.Data1;
        if (_count >= _capacity && !(e.IsNoteOff && _open[key]))
        {
            return false;
        }

        if (e.IsNoteOn || e.IsNoteOff)
        {
            _open[key] = e.IsNoteOn;
        }

        Span<byte> record = stackalloc byte[RecordBytes];
        BinaryPrimitives.WriteInt64LittleEndian(record, time.HalfSamples);
        record[8] = e.Status;
        record[9] = e.Data1;
        record[10] = e.Data2;
        _stream.Position = _count * RecordBytes;
        _stream.Write(record);
        _count++;
        return true;
    }

    /// <summary>All events from the first on.</summary>
    public IEnumerable<(MidiEvent Event, SampleTime Time)> Read()
    {
        _stream.Position = 0;
        var record = new byte[RecordBytes];
        for (var i = 0L; i < _count; i++)
        {
            _stream.ReadExactly(record);
            yield return (
                MidiEvent.FromBytes(record[8], record[9], record[10]),
                new SampleTime(BinaryPrimitives.ReadInt64LittleEndian(record)));
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        File.Delete(_stream.Name);
    }
}
