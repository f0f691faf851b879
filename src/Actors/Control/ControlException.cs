namespace Antiphon.Control;

/// <summary>A control cannot be reached; the message is one line for a person.</summary>
public sealed class ControlException(string message) : Exception(message);
