namespace Antiphon.Agent;

/// <summary>
/// Names a planned note from plan to note-off; unique and rising within a session.
/// </summary>
public readonly record struct NoteId(long Value);
