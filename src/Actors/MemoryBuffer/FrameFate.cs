namespace Antiphon.MemoryBuffer;

/// <summary>What becomes of a heard frame.</summary>
internal enum FrameFate
{
    /// <summary>It becomes a state.</summary>
    Learned = 0,

    /// <summary>Both stems rest: it passes time and makes no state.</summary>
    Rest = 1,

    /// <summary>The separator was filling: played with, not learned.</summary>
    Warming = 2,

    /// <summary>The partner's own notes sounded under it: played with, not learned.</summary>
    OwnSound = 3,
}
