namespace Antiphon.Midi;

/// <summary>
/// An operating fault of MIDI, told to the person at the rig: what, where, what to do.
/// </summary>
public sealed class MidiException : Exception
{
    public MidiException(MidiFault fault, string message)
        : base(message) => Fault = fault;

    public MidiException(MidiFault fault, string message, Exception cause)
        : base(message, cause) => Fault = fault;

    /// <summary>The kind of fault; the host chooses the exit code by it.</summary>
    public MidiFault Fault { get; }
}
