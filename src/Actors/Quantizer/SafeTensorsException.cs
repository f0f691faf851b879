namespace Antiphon.Quantizer;

/// <summary>A safetensors file cannot be read or written; the message says why.</summary>
public sealed class SafeTensorsException : Exception
{
    public SafeTensorsException(string message)
        : base(message)
    {
    }

    public SafeTensorsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
