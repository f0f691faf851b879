using Antiphon.Flow;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// A layer of the memory: frames in the order heard, and over the same states an oracle for each
/// stem. It may lie upon a finished layer, whose states come first.
/// </summary>
/// <remarks>One writer; readers know how many states they may read.</remarks>
internal sealed class MemoryLayer
{
    private readonly RememberedFrame?[] _frames;

    /// <param name="capacity">States it can hold besides those below, at least 1.</param>
    /// <param name="below">What it lies upon; it must not grow any more.</param>
    public MemoryLayer(int capacity, MemoryLayer? below = null)
    {
        Below = below;
        First = below?.Count ?? 0;
        _frames = new RememberedFrame?[capacity];
        Harmonic = new FactorOracle(capacity, below?.Harmonic);
        Percussive = new FactorOracle(capacity, below?.Percussive);
    }

    private MemoryLayer(MemoryLayer same, RememberedFrame?[] frames)
    {
        (Below, First, Frames) = (same.Below, same.First, same.Frames);
        (Harmonic, Percussive) = (same.Harmonic, same.Percussive);
        _frames = frames;
    }

    public MemoryLayer? Below { get; }

    /// <summary>States that lie below: 1…First.</summary>
    public int First { get; }

    /// <summary>States besides the root, those below included; for the writer only.</summary>
    public int Count => Harmonic.Count;

    /// <summary>States of its own that hold a frame; for the writer only.</summary>
    public int Frames { get; private set; }

    /// <summary>Its own frames, in order; for a finished layer.</summary>
    public IEnumerable<RememberedFrame> OwnFrames => _frames.OfType<RememberedFrame>();

    public FactorOracle Harmonic { get; }

    public FactorOracle Percussive { get; }

    public FactorOracle Of(Stem stem) => stem == Stem.Harmonic ? Harmonic : Percussive;

    /// <summary>The frame of a state; null in the root and in a break.</summary>
    public RememberedFrame? Frame(int state) => state switch
    {
        0 => null,
        _ when state <= First => Below!.Frame(state),
        _ => _frames[state - First - 1],
    };

    /// <summary>
    /// The same finished layer, whose own frames sound like others, in their order.
    /// </summary>
    public MemoryLayer With(IReadOnlyList<RememberedFrame> sounds)
    {
        var next = 0;
        return new MemoryLayer(
            this,
            [.. _frames.Select(frame => frame is null
                ? null
                : frame.SoundingLike(sounds[next++]))]);
    }

    /// <exception cref="InvalidOperationException">The layer is full.</exception>
    public void Append(RememberedFrame frame)
    {
        _frames[Count - First] = frame;
        Frames++;
        Percussive.Append(frame.Percussive.Code);
        Harmonic.Append(frame.Harmonic.Code);
    }

    /// <summary>Ends a phrase here.</summary>
    /// <exception cref="InvalidOperationException">The layer is full.</exception>
    public void AppendBreak()
    {
        Percussive.AppendBreak();
        Harmonic.AppendBreak();
    }
}
