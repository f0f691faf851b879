namespace Antiphon.Agent;

/// <summary>
/// Gives notes and decisions their numbers. Hand the same one to a mind that takes the place of
/// another, and no number is used twice in a session.
/// </summary>
/// <remarks>Not thread-safe: one mind at a time.</remarks>
public sealed class Numbering
{
    private long _notes;
    private long _decisions;

    public NoteId NextNote() => new(_notes++);

    public long NextDecision() => _decisions++;
}
