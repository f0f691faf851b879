namespace Antiphon.Capture;

/// <summary>An input cannot be heard; the message says what, where and what to do.</summary>
public sealed class AudioInputException : Exception
{
    public AudioInputException(string message)
        : base(message)
    {
    }

    public AudioInputException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>
    /// True where the machine may yet come to have what was asked for: it is worth waiting.
    /// </summary>
    public bool MayPass { get; init; }
}
