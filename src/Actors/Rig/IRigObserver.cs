using Antiphon.Flow;

namespace Antiphon.Rig;

/// <summary>Sees what passes, in order, without touching it. It must not throw.</summary>
/// <remarks>A gap is seen at each place it passes; count it at one.</remarks>
public interface IRigObserver
{
    /// <summary>Behind capture: segments, gaps, the end.</summary>
    void Captured(Slot slot)
    {
    }

    /// <summary>Behind the encoder: the features of every frame.</summary>
    void Encoded(Slot slot)
    {
    }

    /// <summary>Behind the fan-out: every frame token.</summary>
    void Read(Slot slot)
    {
    }

    /// <summary>Behind the agent: decisions and planned notes.</summary>
    void Decided(Slot slot)
    {
    }
}
