using Antiphon.Native;
using Microsoft.Win32.SafeHandles;

namespace Antiphon.Midi.Io;

/// <summary>
/// A character device or a FIFO that takes MIDI bytes as they are. It never waits: a reader that
/// is absent or does not keep up is a fault.
/// </summary>
internal sealed class RawMidiWire : IMidiWire
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(0.2);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly SafeFileHandle _file;
    private readonly UnsentBytes _unsent;

    /// <param name="path">The device or FIFO.</param>
    /// <param name="time">The monotonic clock.</param>
    /// <exception cref="MidiException">It is not there, is something else, or has no reader.
    /// </exception>
    public RawMidiWire(string path, TimeProvider time)
    {
        (_path, _time) = (path, time);
        _file = RawMidiFile.Open(path, LibC.WriteOnly);
        _unsent = new UnsentBytes(bytes => LibC.Write(_file, bytes));
    }

    public bool SoundsAtDue => false;

    public void Send(MidiEvent e, long due)
    {
        Span<byte> bytes = stackalloc byte[3];
        if (!_unsent.TrySend(bytes[..e.CopyTo(bytes)]))
        {
            throw Stuck();
        }
    }

    public bool IsAlive() =>
        (LibC.Poll(_file, 0, 0) & LibC.PollGone) == 0 && Path.Exists(_path);

    public void Drain()
    {
        var began = _time.GetTimestamp();
        while (_unsent.Count > 0)
        {
            var left = DrainPatience - _time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero
                || LibC.Poll(_file, LibC.PollOut, (int)Math.Ceiling(left.TotalMilliseconds))
                    != LibC.PollOut)
            {
                return;
            }

            if (!_unsent.TrySend())
            {
                throw Stuck();
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private MidiException Stuck() => new(
        MidiFault.Output,
        $"raw:{_path} takes nothing ({LibC.LastError}); is its reader there, and reading?");
}
