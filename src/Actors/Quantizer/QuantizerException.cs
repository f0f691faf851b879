namespace Antiphon.Quantizer;

/// <summary>A segment could not be put into words; the message says why.</summary>
public sealed class QuantizerException(string message) : Exception(message);
