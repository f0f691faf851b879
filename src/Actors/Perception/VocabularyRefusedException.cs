namespace Antiphon.Perception;

/// <summary>
/// A vocabulary cannot be used or made; the message says what, where and what to do.
/// </summary>
public class VocabularyRefusedException : Exception
{
    public VocabularyRefusedException(string message)
        : base(message)
    {
    }

    public VocabularyRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
