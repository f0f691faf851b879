namespace Antiphon.MemoryBuffer;

/// <summary>What the memory has done since it was made.</summary>
/// <param name="Heard">Frames heard.</param>
/// <param name="Learned">Frames that became states.</param>
/// <param name="Rests">Frames in which both stems rested.</param>
/// <param name="Warming">Frames not learned because the separator was filling.</param>
/// <param name="OwnSound">Frames not learned because own notes sounded under them.</param>
/// <param name="Breaks">Phrase ends written into the memory.</param>
/// <param name="Forgotten">States dropped to make room.</param>
public readonly record struct MemoryCounters(
    long Heard,
    long Learned,
    long Rests,
    long Warming,
    long OwnSound,
    long Breaks,
    long Forgotten);
