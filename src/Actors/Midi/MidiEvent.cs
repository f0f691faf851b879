namespace Antiphon.Midi;

/// <summary>One MIDI channel message, as its bytes.</summary>
/// <remarks>Source: MIDI 1.0 Detailed Specification, MIDI Association, 1996.</remarks>
public readonly record struct MidiEvent
{
    private const byte NoteOffStatus = 0x80;
    private const byte NoteOnStatus = 0x90;
    private const byte ControlStatus = 0xB0;
    private const byte ProgramStatus = 0xC0;

    private MidiEvent(int status, int data1, int data2)
    {
        Status = (byte)status;
        Data1 = (byte)data1;
        Data2 = (byte)data2;
    }

    /// <summary>Kind and channel, 0x80…0xEF.</summary>
    public byte Status { get; }

    /// <summary>Key, controller or program, 0…127.</summary>
    public byte Data1 { get; }

    /// <summary>Velocity or value, 0…127; 0 in messages of two bytes.</summary>
    public byte Data2 { get; }

    /// <summary>The channel, 1…16.</summary>
    public int Channel => (Status & 0x0F) + 1;

    /// <summary>Bytes on the wire: 3, or 2 for a program change or channel pressure.</summary>
    public int Length => DataBytes(Status) + 1;

    public bool IsNoteOn => Kind == NoteOnStatus && Data2 > 0;

    /// <summary>True for a note-off, also in its form as a note-on of velocity 0.</summary>
    public bool IsNoteOff => Kind == NoteOffStatus || (Kind == NoteOnStatus && Data2 == 0);

    public bool IsControlChange => Kind == ControlStatus;

    public bool IsProgramChange => Kind == ProgramStatus;

    private int Kind => Status & 0xF0;

    /// <summary>A key goes down.</summary>
    /// <param name="channel">1…16.</param>
    /// <param name="key">0…127; 60 is middle C.</param>
    /// <param name="velocity">1…127 (0 would be a note-off).</param>
    public static MidiEvent NoteOn(int channel, int key, int velocity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(velocity, 1);
        return Message(NoteOnStatus, channel, key, velocity);
    }

    /// <summary>A key comes up, with the neutral release velocity 64.</summary>
    /// <param name="channel">1…16.</param>
    /// <param name="key">0…127.</param>
    public static MidiEvent NoteOff(int channel, int key) =>
        Message(NoteOffStatus, channel, key, 64);

    /// <summary>A controller moves.</summary>
    /// <param name="channel">1…16.</param>
    /// <param name="controller">0…127.</param>
    /// <param name="value">0…127.</param>
    public static MidiEvent ControlChange(int channel, int controller, int value) =>
        Message(ControlStatus, channel, controller, value);

    /// <summary>Controller 123: every key of a channel comes up.</summary>
    public static MidiEvent AllNotesOff(int channel) => ControlChange(channel, 123, 0);

    /// <summary>Controller 120: a channel falls silent at once, releases included.</summary>
    public static MidiEvent AllSoundOff(int channel) => ControlChange(channel, 120, 0);

    /// <summary>A channel takes another instrument.</summary>
    /// <param name="channel">1…16.</param>
    /// <param name="program">0…127, as on the wire.</param>
    public static MidiEvent ProgramChange(int channel, int program) =>
        Message(ProgramStatus, channel, program, 0);

    /// <summary>Any channel message from its bytes.</summary>
    /// <param name="status">0x80…0xEF.</param>
    /// <param name="data1">0…127.</param>
    /// <param name="data2">0…127; 0 where the message has no third byte.</param>
    public static MidiEvent FromBytes(int status, int data1, int data2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 0x80);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 0xEF);
        return Message(status & 0xF0, (status & 0x0F) + 1, data1, data2);
    }

    /// <summary>Bytes that follow a channel status: 1 or 2.</summary>
    public static int DataBytes(int status) => (status & 0xF0) is 0xC0 or 0xD0 ? 1 : 2;

    private static MidiEvent Message(int kind, int channel, int data1, int data2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channel, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channel, 16);
        ArgumentOutOfRangeException.ThrowIfNegative(data1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data1, 127);
        ArgumentOutOfRangeException.ThrowIfNegative(data2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data2, 127);
        return new MidiEvent(kind | (channel - 1), data1, data2);
    }
}
