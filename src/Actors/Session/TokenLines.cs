using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>
/// The lines of <c>tokens.jsonl</c>: a frame waits until the agent has told what it knew of the
/// music as the frame reached it.
/// </summary>
/// <remarks>
/// Bound: four segments; a frame that waits longer than that, for its agent is gone, is written
/// without. Not thread-safe.
/// </remarks>
/// <param name="write">Takes each line, and the time that it is of, in the order of frames.</param>
public sealed class TokenLines(Action<string, SampleTime> write)
{
    private static readonly int Most = 4 * FrameGrid.FramesPerSegment;
    private readonly Queue<FrameToken> _waiting = new();

    /// <summary>A frame was read.</summary>
    public void Read(FrameToken token)
    {
        if (_waiting.Count == Most)
        {
            Write(_waiting.Dequeue(), null);
        }

        _waiting.Enqueue(token);
    }

    /// <summary>The agent got a frame; those before it that wait it never got.</summary>
    public void Known(FrameMusic known)
    {
        while (_waiting.TryPeek(out var token) && token.Ordinal <= known.Ordinal)
        {
            _waiting.Dequeue();
            Write(token, token.Ordinal == known.Ordinal ? known : null);
        }
    }

    /// <summary>Nothing more will be known.</summary>
    public void End()
    {
        while (_waiting.TryDequeue(out var token))
        {
            Write(token, null);
        }
    }

    private void Write(FrameToken token, FrameMusic? known) =>
        write(SessionLine.Of(token, known), token.Time);
}
