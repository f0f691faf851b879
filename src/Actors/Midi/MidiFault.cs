namespace Antiphon.Midi;

/// <summary>What kind of operating fault a <see cref="MidiException"/> tells of.</summary>
public enum MidiFault
{
    /// <summary>The address of a port cannot be used: bad usage, not bad luck.</summary>
    Address = 0,

    /// <summary>A port or a file could not be opened or written.</summary>
    Output = 1,

    /// <summary>What was to be read is no Standard MIDI File, or a damaged one.</summary>
    File = 2,
}
