using Antiphon.MemoryBuffer;

namespace Antiphon.Agent;

/// <summary>
/// What the ear heard in remembered frames: a frame is learned before all its notes are known, so
/// for what was live the mind keeps them beside the memory, by the frame's ordinal.
/// </summary>
/// <remarks>
/// Bounded as the memory is: what it forgets is forgotten here. Not thread-safe.
/// </remarks>
internal sealed class HeardMemory
{
    private readonly Dictionary<long, HeardFrame> _frames = [];
    private readonly Queue<long> _order = new();

    /// <summary>Whether frames are recalled by what the ear heard in them at all.</summary>
    public bool IsUsed { get; init; } = true;

    /// <summary>The frame that a live frame sounds like; null for itself.</summary>
    public Func<long, RememberedFrame>? SoundsLike { get; init; }

    public int Count => _frames.Count;

    /// <summary>Takes in what was heard in a frame; it is kept if the memory learned it.</summary>
    /// <returns>The frame as it was heard.</returns>
    public RememberedFrame Take(TokenRemembered remembered, HeardFrame? heard)
    {
        var (frame, view) = (RememberedFrame.Of(remembered.Token), remembered.Memory);
        if (heard is null || !IsUsed)
        {
            return frame;
        }

        if (view.Count >= view.FirstLive && view.Frame(view.Count)?.Ordinal == frame.Ordinal
            && _frames.TryAdd(frame.Ordinal, heard))
        {
            _order.Enqueue(frame.Ordinal);
            var oldest = view.Frame(view.FirstLive)?.Ordinal ?? 0;
            while (_order.TryPeek(out var first) && first < oldest)
            {
                _frames.Remove(_order.Dequeue());
            }
        }

        return frame with { Heard = heard };
    }

    /// <summary>What was heard in a frame of the memory; null where nothing was.</summary>
    public HeardFrame? Of(RememberedFrame frame) => !IsUsed ? null
        : frame.Heard ?? (SoundsLike is { } other && frame.Ordinal >= 0
            ? Live(other(frame.Ordinal))
            : Live(frame));

    private HeardFrame? Live(RememberedFrame frame) =>
        frame.Heard ?? _frames.GetValueOrDefault(frame.Ordinal);
}
