using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>Something that a mind came to know, and when.</summary>
/// <param name="What">
/// A remembered token, a reflex, their end, a gap, a command, a note of a keyboard, a note that was
/// let go, the end of the input, or <see cref="MindBegan"/>.
/// </param>
/// <param name="KnownAt">The tick at which decisions may rest on it.</param>
public sealed record MindEvent(object What, SampleTime KnownAt);

/// <summary>
/// A mind took the place of one that failed, and knows nothing of the phrase in hand.
/// </summary>
/// <param name="Before">Minds that came before it in this run, at least 1.</param>
public sealed record MindBegan(int Before);
