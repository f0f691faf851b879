using Antiphon.Native;

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

    /// <summary>A port cannot be opened without a library that is not installed.</summary>
    internal static void Require(NativeModule library, string address)
    {
        if (library.Missing is { } missing)
        {
            throw new MidiException(
                MidiFault.Lasting, $"{address} cannot be opened: {missing}.");
        }
    }

    /// <summary>The kind of fault; the host chooses the exit code by it.</summary>
    public MidiFault Fault { get; }
}

/// <summary>What kind of operating fault a <see cref="MidiException"/> tells of.</summary>
public enum MidiFault
{
    /// <summary>The address of a port cannot be used: bad usage, not bad luck.</summary>
    Address = 0,

    /// <summary>A port or a file could not be opened or written.</summary>
    Output = 1,

    /// <summary>What was to be read is no Standard MIDI File, or a damaged one.</summary>
    File = 2,

    /// <summary>
    /// A port cannot be opened and waiting does not help: a library is missing, a name means
    /// several ports, a path is no device.
    /// </summary>
    Lasting = 3,
}
