using Antiphon.Agent;
using Antiphon.Midi;
using Antiphon.Quantizer;

namespace Antiphon.Replay;

/// <summary>
/// One line of a session's journal: what the memory kept, what the mind came to know, and what the
/// transport did, each in its order.
/// </summary>
public abstract record JournalEntry;

/// <summary>The memory took a frame in.</summary>
/// <param name="Token">As it was marked.</param>
/// <param name="States">States of the memory right after it.</param>
public sealed record FrameKept(FrameToken Token, int States) : JournalEntry;

/// <summary>The memory learned that something is missing.</summary>
/// <param name="Why">What became of it.</param>
public sealed record MemoryBroke(string Why) : JournalEntry;

/// <summary>The mind came to know of something.</summary>
/// <param name="What">
/// A <see cref="KnownFrame"/>, a reflex or their end, a gap, the end of the input, a command, a
/// note of a keyboard, a note that was let go, or a mind that began.
/// </param>
/// <param name="Answer">The number of the answer that told of it.</param>
public sealed record MindHeard(object What, long Answer) : JournalEntry;

/// <summary>A frame that the memory kept before.</summary>
public sealed record KnownFrame(long Ordinal);

/// <summary>A command of the schedule took effect: the mind takes it by itself.</summary>
public sealed record CommandFollowed(ControlGiven Given) : JournalEntry;

/// <summary>The transport did something.</summary>
public sealed record TransportMoved(TransportMove Move) : JournalEntry;
