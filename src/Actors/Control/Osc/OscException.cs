namespace Antiphon.Control.Osc;

/// <summary>Bytes that are no OSC; the message says what, and at which byte.</summary>
public sealed class OscException(string message) : FormatException(message);
