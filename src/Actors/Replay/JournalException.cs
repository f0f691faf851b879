namespace Antiphon.Replay;

/// <summary>A journal cannot be read; the message says why.</summary>
public sealed class JournalException(string message) : Exception(message);
