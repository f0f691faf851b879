using Antiphon.Agent;
using Antiphon.Midi;
using Antiphon.Quantizer;

namespace Antiphon.Replay;

/// <summary>
/// One line of a session's journal: what the memory kept, what the mind came to know, and what the
/// transport did, each in its order. The family is closed: an entry that a visitor does not handle
/// does not compile.
/// </summary>
public abstract record JournalEntry
{
    private protected JournalEntry()
    {
    }

    /// <summary>Hands the entry to its method of the visitor.</summary>
    public abstract T Accept<T>(IJournalVisitor<T> visitor);
}

/// <summary>Something that is done with a <see cref="JournalEntry"/>, entry by entry.</summary>
/// <typeparam name="T">What comes of it.</typeparam>
public interface IJournalVisitor<out T>
{
    T FrameKept(FrameKept entry);

    T MemoryBroke(MemoryBroke entry);

    T FrameHeard(FrameHeard entry);

    T MindHeard(MindHeard entry);

    T CommandFollowed(CommandFollowed entry);

    T TransportMoved(TransportMoved entry);
}

/// <summary>The memory took a frame in.</summary>
/// <param name="Token">As it was marked.</param>
/// <param name="States">States of the memory right after it.</param>
public sealed record FrameKept(FrameToken Token, int States) : JournalEntry
{
    public override T Accept<T>(IJournalVisitor<T> visitor) => visitor.FrameKept(this);
}

/// <summary>The memory learned that something is missing.</summary>
/// <param name="Why">What became of it.</param>
public sealed record MemoryBroke(string Why) : JournalEntry
{
    public override T Accept<T>(IJournalVisitor<T> visitor) => visitor.MemoryBroke(this);
}

/// <summary>The mind heard a frame that the memory had kept before.</summary>
/// <param name="Ordinal">Of the frame.</param>
/// <param name="Answer">The number of the answer that told of it.</param>
public sealed record FrameHeard(long Ordinal, long Answer) : JournalEntry
{
    public override T Accept<T>(IJournalVisitor<T> visitor) => visitor.FrameHeard(this);
}

/// <summary>The mind came to know of something else.</summary>
/// <param name="What">A frame among them is written as <see cref="FrameHeard"/>.</param>
/// <param name="Answer">The number of the answer that told of it.</param>
public sealed record MindHeard(MindInput What, long Answer) : JournalEntry
{
    public override T Accept<T>(IJournalVisitor<T> visitor) => visitor.MindHeard(this);
}

/// <summary>A command of the schedule took effect: the mind takes it by itself.</summary>
public sealed record CommandFollowed(ControlGiven Given) : JournalEntry
{
    public override T Accept<T>(IJournalVisitor<T> visitor) => visitor.CommandFollowed(this);
}

/// <summary>The transport did something.</summary>
public sealed record TransportMoved(TransportMove Move) : JournalEntry
{
    public override T Accept<T>(IJournalVisitor<T> visitor) => visitor.TransportMoved(this);
}
