namespace Antiphon.Replay;

/// <summary>What the end of a journal says of it.</summary>
public enum JournalSeal
{
    /// <summary>There is no end: the session was cut off.</summary>
    Missing = 0,

    /// <summary>It is as it was written.</summary>
    Whole = 1,

    /// <summary>It is not.</summary>
    Broken = 2,
}
