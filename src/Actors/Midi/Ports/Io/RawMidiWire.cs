using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>
/// A character device or a FIFO that takes MIDI bytes as they are. It never waits: a reader that
/// is absent or does not keep up is a fault.
/// </summary>
internal sealed class RawMidiWire : IMidiWire
{
    private const int DrainMs = 200;

    private readonly string _path;
    private readonly byte[] _rest = new byte[3];
    private int _file;
    private int _restLength;

    /// <param name="path">The device or FIFO.</param>
    /// <exception cref="MidiException">It is not there, is something else, or has no reader.
    /// </exception>
    public RawMidiWire(string path)
    {
        _path = path;
        _file = RawMidiFile.Open(path, LibC.WriteOnly);
    }

    public bool SoundsAtDue => false;

    public void Send(MidiEvent e, long due)
    {
        // What a device took only in part goes first, or the stream would be torn.
        Write(_rest.AsSpan(0, _restLength));
        Span<byte> bytes = stackalloc byte[3];
        Write(bytes[..e.CopyTo(bytes)]);
    }

    public bool IsAlive() =>
        (LibC.Poll(_file, 0, 0) & LibC.PollGone) == 0 && Path.Exists(_path);

    public void Drain()
    {
        if (_restLength > 0 && LibC.Poll(_file, LibC.PollOut, DrainMs) == LibC.PollOut)
        {
            Write(_rest.AsSpan(0, _restLength));
        }
    }

    public void Dispose()
    {
        if (_file >= 0)
        {
            _ = LibC.Close(_file);
            _file = -1;
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        var written = LibC.Write(_file, bytes);
        if (written <= 0)
        {
            throw new MidiException(
                MidiFault.Output,
                $"raw:{_path} takes nothing ({LibC.LastError}); is its reader there, and reading?");
        }

        _restLength = bytes.Length - written;
        bytes[written..].CopyTo(_rest);
    }
}
