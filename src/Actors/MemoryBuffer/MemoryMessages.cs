using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.MemoryBuffer;

/// <summary>One frame, and the memory right after it.</summary>
/// <param name="Token">What was heard.</param>
/// <param name="Memory">The memory as of this frame, with the context it matches.</param>
public sealed record TokenRemembered(Place Place, FrameToken Token, MemoryView Memory)
    : Slot(Place);
