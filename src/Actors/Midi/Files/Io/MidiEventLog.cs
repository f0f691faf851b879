using System.Buffers;
using System.Buffers.Binary;
using Antiphon.Time;

namespace Antiphon.Midi.Io;

/// <summary>
/// Events on disk, in the order they were sent, 11 bytes each, so that weeks of them cost no
/// memory. Who sends waits for no disk: what comes stays in memory until it is written, up to a
/// bound. Bounded: see <see cref="Append"/>.
/// </summary>
/// <remarks>Thread-safe: one lock for what waits, one for the disk.</remarks>
internal sealed class MidiEventLog : IDisposable
{
    private const int RecordBytes = 11;
    private const int BlockRecords = 4_096;
    private const int InlineBytes = 1 << 16;
    private const int MostWaitingBytes = 1 << 23;

    private readonly Lock _gate = new();
    private readonly Lock _disk = new();
    private readonly FileStream _stream;
    private readonly ArrayBufferWriter<byte> _batch = new();
    private readonly long _capacity;
    private readonly bool[] _open = new bool[16 * 128];
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _spare = new();
    private long _count, _written;
    private volatile bool _fails;
    private bool _disposed;

    /// <param name="path">Made anew.</param>
    /// <param name="capacity">Events it takes before it is full.</param>
    public MidiEventLog(string path, long capacity)
    {
        _capacity = capacity;
        _stream = new FileStream(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <summary>
    /// Adds an event; when the file is full, or no disk takes it, only the note-offs of notes it
    /// holds.
    /// </summary>
    /// <returns>False when the event was left out.</returns>
    public bool Append(MidiEvent e, SampleTime time)
    {
        bool isMuch;
        lock (_gate)
        {
            var key = (e.Channel - 1) * 128 + e.Data1;
            if ((_count >= _capacity || _waiting.WrittenCount > MostWaitingBytes)
                && !(e.IsNoteOff && _open[key]))
            {
                return false;
            }

            if (e.IsNoteOn || e.IsNoteOff)
            {
                _open[key] = e.IsNoteOn;
            }

            var record = _waiting.GetSpan(RecordBytes);
            BinaryPrimitives.WriteInt64LittleEndian(record, time.HalfSamples);
            record[8] = e.Status;
            record[9] = e.Data1;
            record[10] = e.Data2;
            _waiting.Advance(RecordBytes);
            _count++;
            isMuch = _waiting.WrittenCount > InlineBytes;
        }

        if (isMuch && !_fails)
        {
            TryWrite();
        }

        return true;
    }

    /// <summary>Writes what waits.</summary>
    /// <param name="sync">And waits until it is on the disk.</param>
    /// <exception cref="IOException">It could not: what waits goes on waiting.</exception>
    public void Write(bool sync)
    {
        lock (_disk)
        {
            if (_disposed)
            {
                return;
            }

            _fails = true;
            WriteBatch();
            Take();
            WriteBatch();
            if (sync)
            {
                _stream.Flush(flushToDisk: true);
            }

            _fails = false;
        }
    }

    /// <summary>Looks at all events, while nothing is written to the disk.</summary>
    /// <exception cref="IOException">Some could not be written.</exception>
    public void Look(Action<IEnumerable<(MidiEvent Event, SampleTime Time)>> look)
    {
        lock (_disk)
        {
            Write(sync: false);
            look(Read(_stream, _written));
        }
    }

    /// <summary>All whole events of a log.</summary>
    /// <param name="stream">Can seek.</param>
    /// <param name="bytes">Of it that count.</param>
    public static IEnumerable<(MidiEvent Event, SampleTime Time)> Read(Stream stream, long bytes)
    {
        var block = new byte[BlockRecords * RecordBytes];
        for (var at = 0L; at < bytes / RecordBytes * RecordBytes; at += block.Length)
        {
            stream.Position = at;
            var read = stream.ReadAtLeast(
                block, (int)Math.Min(block.Length, bytes - at), throwOnEndOfStream: false);
            for (var i = 0; i + RecordBytes <= Math.Min(read, bytes - at); i += RecordBytes)
            {
                yield return Event(block.AsSpan(i, RecordBytes));
            }
        }
    }

    /// <summary>The file is needed no more.</summary>
    public void Delete()
    {
        Dispose();
        File.Delete(_stream.Name);
    }

    /// <summary>Closes the file and leaves it.</summary>
    public void Dispose()
    {
        lock (_disk)
        {
            _disposed = true;
            _stream.Dispose();
        }
    }

    private static (MidiEvent Event, SampleTime Time) Event(ReadOnlySpan<byte> record) => (
        MidiEvent.FromBytes(record[8], record[9], record[10]),
        new SampleTime(BinaryPrimitives.ReadInt64LittleEndian(record)));

    // Whoever waits for the disk already writes this too.
    private void TryWrite()
    {
        if (!_disk.TryEnter())
        {
            return;
        }

        try
        {
            Write(sync: false);
        }
        catch (IOException)
        {
            // It waits on; who keeps the file is told, as it still fails then.
        }
        finally
        {
            _disk.Exit();
        }
    }

    private void Take()
    {
        lock (_gate)
        {
            (_waiting, _spare) = (_spare, _waiting);
        }

        _batch.Write(_spare.WrittenSpan);
        _spare.ResetWrittenCount();
    }

    // What of it failed is written over.
    private void WriteBatch()
    {
        _stream.Position = _written;
        _stream.Write(_batch.WrittenSpan);
        _written += _batch.WrittenCount;
        _batch.ResetWrittenCount();
    }
}
