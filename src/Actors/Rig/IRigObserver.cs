using Antiphon.Capture;
using Antiphon.Flow;

namespace Antiphon.Rig;

/// <summary>Sees what passes, in order, without touching it. It must not throw.</summary>
/// <remarks>
/// A gap passes on through every later stage; <see cref="Lost"/> is told of it once, where it
/// arose.
/// </remarks>
public interface IRigObserver
{
    /// <summary>The run begins; of each stage, these count what passes.</summary>
    /// <param name="meters">In the order of the way of a sound.</param>
    void Began(IReadOnlyList<StageMeter> meters)
    {
    }

    /// <summary>
    /// A stretch was lost in a stage. May be called from another thread than the rest.
    /// </summary>
    void Lost(string stage, Gap gap)
    {
    }

    /// <summary>
    /// A live input was lost or regained. May be called from another thread than the rest.
    /// </summary>
    void Changed(InputChanged input)
    {
    }

    /// <summary>Behind capture: segments, gaps, the end.</summary>
    void Captured(Slot slot)
    {
    }

    /// <summary>Behind the separation: both stems.</summary>
    void Separated(Slot slot)
    {
    }

    /// <summary>Behind the encoder: the features of every frame.</summary>
    void Encoded(Slot slot)
    {
    }

    /// <summary>Behind the fan-out: every frame token.</summary>
    void Tokenized(Slot slot)
    {
    }

    /// <summary>Behind the memory: every frame token as it was remembered.</summary>
    void Remembered(Slot slot)
    {
    }

    /// <summary>Behind the ear, on the short way: each 10 ms, and what music is known.</summary>
    void Transcribed(Slot slot)
    {
    }

    /// <summary>Behind the agent: decisions and planned notes.</summary>
    void Decided(Slot slot)
    {
    }
}
