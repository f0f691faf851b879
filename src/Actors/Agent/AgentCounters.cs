namespace Antiphon.Agent;

/// <summary>What the agent holds and has done; all that it holds is bounded.</summary>
/// <param name="WaitingEvents">Events not yet visible.</param>
/// <param name="OwnNotes">Planned notes that may still be heard.</param>
/// <param name="OwnFrames">Frames that were its own sound, so far.</param>
/// <param name="CallFrames">Frames kept of the call.</param>
/// <param name="TabooFrames">Frames avoided in recall.</param>
/// <param name="KeyboardNotes">Notes of a keyboard that are remembered.</param>
/// <param name="LateEvents">Events that arrived after they should have been visible.</param>
/// <param name="RefusedEvents">Events dropped because the log was full.</param>
/// <param name="NotesPlanned">Notes planned so far.</param>
/// <param name="NotesWithdrawn">Notes withdrawn so far.</param>
public readonly record struct AgentCounters(
    int WaitingEvents,
    int OwnNotes,
    int OwnFrames,
    int CallFrames,
    int TabooFrames,
    int KeyboardNotes,
    long LateEvents,
    long RefusedEvents,
    long NotesPlanned,
    long NotesWithdrawn);
