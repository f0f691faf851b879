namespace Antiphon.MemoryBuffer;

/// <summary>
/// A corpus cannot be used or made; the message says what, where and what to do.
/// </summary>
public class CorpusRefusedException : Exception
{
    public CorpusRefusedException(string message)
        : base(message)
    {
    }

    public CorpusRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
