namespace Antiphon.Midi;

/// <summary>One MIDI channel message, or one of the clock's messages, as its bytes.</summary>
/// <remarks>Source: MIDI 1.0 Detailed Specification, MIDI Association, 1996.</remarks>
public readonly record struct MidiEvent
{
    private const byte NoteOffStatus = 0x80;
    private const byte NoteOnStatus = 0x90;
    private const byte ControlStatus = 0xB0;
    private const byte ProgramStatus = 0xC0;

    private const byte RealTimeStatus = 0xF8;

    private MidiEvent(int status, int data1, int data2)
    {
        Status = (byte)status;
        Data1 = (byte)data1;
        Data2 = (byte)data2;
    }

    /// <summary>A 24th of a quarter note has passed.</summary>
    public static MidiEvent TimingClock { get; } = new(RealTimeStatus, 0, 0);

    /// <summary>The piece begins with the next <see cref="TimingClock"/>.</summary>
    public static MidiEvent Start { get; } = new(0xFA, 0, 0);

    /// <summary>The piece goes on with the next <see cref="TimingClock"/>.</summary>
    public static MidiEvent Continue { get; } = new(0xFB, 0, 0);

    /// <summary>The piece stops.</summary>
    public static MidiEvent Stop { get; } = new(0xFC, 0, 0);

    /// <summary>Kind and channel, 0x80…0xEF; 0xF8…0xFF in real-time messages.</summary>
    public byte Status { get; }

    /// <summary>Key, controller or program, 0…127.</summary>
    public byte Data1 { get; }

    /// <summary>Velocity or value, 0…127; 0 in messages of two bytes.</summary>
    public byte Data2 { get; }

    /// <summary>The channel, 1…16; means nothing in real-time messages.</summary>
    public int Channel => (Status & 0x0F) + 1;

    /// <summary>
    /// Bytes on the wire: 3, 2 for a program change or channel pressure, 1 for a real-time message.
    /// </summary>
    public int Length => IsRealTime ? 1 : DataBytes(Status) + 1;

    /// <summary>True for clock, start, continue and stop: they belong to no channel.</summary>
    public bool IsRealTime => Status >= RealTimeStatus;

    public bool IsNoteOn => Kind == NoteOnStatus && Data2 > 0;

    /// <summary>True for a note-off, also in its form as a note-on of velocity 0.</summary>
    public bool IsNoteOff => Kind == NoteOffStatus || (Kind == NoteOnStatus && Data2 == 0);

    public bool IsControlChange => Kind == ControlStatus;

    /// <summary>
    /// True for what ends every note of its channel: "all sound off", "all notes off" and the
    /// changes of mode, which imply it.
    /// </summary>
    public bool EndsAllNotes => IsControlChange && Data1 is 120 or >= 123;

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

    /// <summary>Controllers 0 and 32: the bank that the next program is taken from.</summary>
    /// <param name="channel">1…16.</param>
    /// <param name="bank">0…16383; the upper seven bits go first.</param>
    public static IEnumerable<MidiEvent> BankSelect(int channel, int bank) =>
        [ControlChange(channel, 0, bank >> 7), ControlChange(channel, 32, bank & 0x7F)];

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

    /// <summary>The same message on another channel; a real-time message stays as it is.</summary>
    /// <param name="channel">1…16.</param>
    public MidiEvent On(int channel) =>
        IsRealTime ? this : Message(Kind, channel, Data1, Data2);

    /// <summary>Writes the message as it goes over the wire.</summary>
    /// <param name="into">At least three bytes.</param>
    /// <returns>Bytes written: <see cref="Length"/>.</returns>
    public int CopyTo(Span<byte> into)
    {
        into[0] = Status;
        into[1] = Data1;
        into[2] = Data2;
        return Length;
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
