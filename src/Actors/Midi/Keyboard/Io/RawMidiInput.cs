using Antiphon.Native;
using Microsoft.Win32.SafeHandles;

namespace Antiphon.Midi.Io;

/// <summary>
/// A character device or a FIFO that MIDI bytes come from, read by a thread of its own; a message
/// has the moment at which its last byte came. A FIFO whose writer goes away is lost, and open
/// again it waits for the next.
/// </summary>
internal sealed class RawMidiInput : IMidiInput
{
    private const int LookMs = 100;
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly SafeFileHandle _file;
    private readonly Thread _thread;
    private MidiRing _ring = MidiRing.Create();
    private long _dropped;
    private volatile bool _ended, _stopped;

    /// <param name="path">The device or FIFO.</param>
    /// <param name="time">The monotonic clock.</param>
    /// <exception cref="MidiException">It is not there, or is something else.</exception>
    public RawMidiInput(string path, TimeProvider time)
    {
        Name = $"raw:{path}";
        _time = time;
        _file = RawMidiFile.Open(path, LibC.ReadOnly);
        _thread = new Thread(Read) { Name = Name, IsBackground = true };
        _thread.Start();
    }

    public string Name { get; }

    public long Dropped => Interlocked.Read(ref _dropped);

    public unsafe bool TryTake(out MidiHeard heard)
    {
        var slot = _ring.Peek();
        if (slot == null)
        {
            heard = default;
            return false;
        }

        heard = new MidiHeard(slot->Event, slot->Moment);
        _ring.Drop();
        return true;
    }

    public bool IsAlive() => !_ended;

    public void Dispose()
    {
        _stopped = true;
        if (_thread.Join(JoinPatience))
        {
            _file.Dispose();
            _ring.Free();
        }
    }

    private void Read()
    {
        var parser = new MidiStreamParser();
        Span<byte> bytes = stackalloc byte[256];
        while (!_stopped && !_ended)
        {
            var happened = LibC.Poll(_file, LibC.PollIn, LookMs);
            if (happened == 0)
            {
                continue;
            }

            var count = LibC.Read(_file, bytes);
            var now = _time.GetTimestamp();
            foreach (var value in bytes[..Math.Max(0, count)])
            {
                if (parser.Take(value, out var e) && !_ring.TryWrite(MidiRing.Slot.Of(e, now)))
                {
                    Interlocked.Increment(ref _dropped);
                }
            }

            _ended = count <= 0 && (happened & LibC.PollGone) != 0;
        }
    }
}
