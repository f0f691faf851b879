using System.Numerics;

namespace Antiphon.Capture;

/// <summary>
/// The way of a sound from the callback of a device to the rig: whole blocks in, pieces of
/// blocks out. One writer and one reader, each on its own thread; no lock, and nothing is
/// allocated after construction, so that a callback may write to it.
/// </summary>
/// <remarks>
/// A block that finds no room is lost as a whole and counted; the frames after it keep their
/// numbers, so the reader sees exactly which are missing. Bounded by its capacity.
/// </remarks>
public sealed class CaptureRing
{
    private readonly float[] _samples;
    private readonly RingPiece[] _blocks;
    private readonly int _channels;
    private readonly long _capacity;

    // The writer's own: what it has stored, and what the device has brought.
    private long _stored;
    private long _brought;
    private bool _overflowed;

    // Written by one side, read by the other.
    private long _blocksWritten;
    private long _blocksRead;
    private long _taken;
    private long _callbacks;
    private long _overflows;
    private long _fullFrames;

    // The reader's own: how much of the oldest block it has taken.
    private int _takenOfBlock;

    /// <param name="channels">Samples in a frame, at least 1.</param>
    /// <param name="frames">Frames that may wait to be read, at least 1.</param>
    /// <param name="blocks">Blocks that may wait; rounded up to a power of two.</param>
    public CaptureRing(int channels, int frames, int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frames);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blocks);
        _channels = channels;
        _capacity = frames;
        _samples = GC.AllocateArray<float>(frames * channels, pinned: true);
        _blocks = new RingPiece[BitOperations.RoundUpToPowerOf2((uint)blocks)];
    }

    /// <summary>Times the device has called: its heartbeat.</summary>
    public long Callbacks => Volatile.Read(ref _callbacks);

    /// <summary>Times that the device said it had lost frames.</summary>
    public long Overflows => Volatile.Read(ref _overflows);

    /// <summary>Frames lost because nobody had read.</summary>
    public long FullFrames => Volatile.Read(ref _fullFrames);

    /// <summary>Writer: takes a block in, or counts it as lost.</summary>
    /// <param name="interleaved">[frames × channels] samples.</param>
    /// <param name="timestamp">Monotonic time at which it came.</param>
    /// <param name="overflowed">The device says that frames before it were lost.</param>
    public void Write(ReadOnlySpan<float> interleaved, long timestamp, bool overflowed)
    {
        var frames = interleaved.Length / _channels;
        var first = _brought;
        _brought += frames;
        if (overflowed)
        {
            _overflowed = true;
            Volatile.Write(ref _overflows, _overflows + 1);
        }

        if (frames > 0 && HasRoomFor(frames))
        {
            Store(interleaved);
            _blocks[_blocksWritten & (_blocks.Length - 1)] =
                new RingPiece(first, frames, first + frames, timestamp, _overflowed);
            _overflowed = false;
            Volatile.Write(ref _blocksWritten, _blocksWritten + 1);
        }
        else
        {
            Volatile.Write(ref _fullFrames, _fullFrames + frames);
        }

        Volatile.Write(ref _callbacks, _callbacks + 1);
    }

    /// <summary>Reader: takes what is at hand of the oldest block.</summary>
    /// <param name="interleaved">[frames × channels] room for the samples.</param>
    public RingPiece Read(Span<float> interleaved)
    {
        if (_blocksRead == Volatile.Read(ref _blocksWritten))
        {
            return default;
        }

        var block = _blocks[_blocksRead & (_blocks.Length - 1)];
        var frames = Math.Min(block.Frames - _takenOfBlock, interleaved.Length / _channels);
        Load(interleaved[..(frames * _channels)]);
        var piece = block with
        {
            Frame = block.Frame + _takenOfBlock,
            Frames = frames,
            Overflowed = block.Overflowed && _takenOfBlock == 0,
        };
        _takenOfBlock += frames;
        Volatile.Write(ref _taken, _taken + frames);
        if (_takenOfBlock == block.Frames)
        {
            _takenOfBlock = 0;
            Volatile.Write(ref _blocksRead, _blocksRead + 1);
        }

        return piece;
    }

    private bool HasRoomFor(int frames) =>
        _stored + frames - Volatile.Read(ref _taken) <= _capacity
        && _blocksWritten - Volatile.Read(ref _blocksRead) < _blocks.Length;

    private void Store(ReadOnlySpan<float> interleaved)
    {
        var at = (int)(_stored % _capacity) * _channels;
        var head = Math.Min(interleaved.Length, _samples.Length - at);
        interleaved[..head].CopyTo(_samples.AsSpan(at));
        interleaved[head..].CopyTo(_samples);
        _stored += interleaved.Length / _channels;
    }

    private void Load(Span<float> interleaved)
    {
        var at = (int)(_taken % _capacity) * _channels;
        var head = Math.Min(interleaved.Length, _samples.Length - at);
        _samples.AsSpan(at, head).CopyTo(interleaved);
        _samples.AsSpan(0, interleaved.Length - head).CopyTo(interleaved[head..]);
    }
}

/// <summary>What one read took out of a <see cref="CaptureRing"/>: part of one block.</summary>
/// <param name="Frame">
/// Number of its first frame since the stream began; frames that found no room are counted.
/// </param>
/// <param name="Frames">Frames taken; 0 when nothing was at hand.</param>
/// <param name="BlockEnd">The frame after the last of its block.</param>
/// <param name="Timestamp">Monotonic time at which the block came in.</param>
/// <param name="Overflowed">
/// True for the first piece of a block before which the device itself lost frames, nobody knows
/// how many.
/// </param>
public readonly record struct RingPiece(
    long Frame, int Frames, long BlockEnd, long Timestamp, bool Overflowed)
{
    public long End => Frame + Frames;

    public bool EndsBlock => Frames > 0 && End == BlockEnd;
}
