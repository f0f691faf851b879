namespace Antiphon.Session;

/// <summary>A session cannot be kept where it was asked to be; the message says why.</summary>
public sealed class SessionException(string message, Exception inner) : Exception(message, inner);
