namespace Antiphon.Encoder;

/// <summary>
/// The encoder could not encode; the message says why, for the person at the rig.
/// </summary>
public sealed class EncoderException : Exception
{
    public EncoderException(string message)
        : base(message)
    {
    }

    public EncoderException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
