namespace Antiphon.MemoryBuffer;

/// <summary>A labelled stretch of a recording.</summary>
/// <param name="Recording">Name of the recording.</param>
/// <param name="FromSeconds">Where it begins.</param>
/// <param name="ToSeconds">Where it ends; frames from here on are outside.</param>
/// <param name="Label">What it is called; several regions may share a label.</param>
public sealed record CorpusRegion(
    string Recording, double FromSeconds, double ToSeconds, string Label);
