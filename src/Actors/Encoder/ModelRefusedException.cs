namespace Antiphon.Encoder;

/// <summary>A model cannot be used; the message says which, why, and what to do.</summary>
public sealed class ModelRefusedException : Exception
{
    public ModelRefusedException(string message)
        : base(message)
    {
    }

    public ModelRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
