using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Antiphon.Notes;

namespace Antiphon.Midi;

/// <summary>How the reply is sent.</summary>
public sealed record MidiOptions
{
    /// <summary>The bank number that selects no bank.</summary>
    public const int NoBank = -1;

    [Range(20, 50)]
    [Description("How early a port that sounds events at their time by itself gets them, in ms")]
    public int LookAheadMs { get; init; } = 30;

    [Range(0.1, 60.0)]
    [Description("No note is held longer than this, in seconds")]
    public double LongestNoteSeconds { get; init; } = 8;

    [Range(0.5, 100.0)]
    [Description("An event sent later than this is counted as late, in ms")]
    public double LateMs { get; init; } = 5;

    [Range(10, 2000)]
    [Description("A note that would begin later than this is discarded, not played, in ms")]
    public int FlushLateMs { get; init; } = 100;

    [Range(16, 65536)]
    [Description("Notes that may wait to be played; when full, the one due last is refused")]
    public int MaxPlannedNotes { get; init; } = 4096;

    [Range(1, 16)]
    [Description("MIDI channel of the melody voice")]
    public int MelodyChannel { get; init; } = 1;

    [Range(1, 16)]
    [Description("MIDI channel of the bass voice")]
    public int BassChannel { get; init; } = 2;

    [Range(1, 16)]
    [Description("MIDI channel of the voice that plays chords")]
    public int ChordsChannel { get; init; } = 3;

    [Range(0, 127)]
    [Description("Instrument of the melody voice, as on the wire (General MIDI 11: vibraphone)")]
    public int MelodyProgram { get; init; } = 11;

    [Range(0, 127)]
    [Description("Instrument of the bass voice, as on the wire (General MIDI 32: acoustic bass)")]
    public int BassProgram { get; init; } = 32;

    [Range(0, 127)]
    [Description("Instrument of the chords, as on the wire (General MIDI 4: electric piano)")]
    public int ChordsProgram { get; init; } = 4;

    [Range(NoBank, 16383)]
    [Description("Bank of the melody's instrument, as one number; -1 selects none")]
    public int MelodyBank { get; init; } = NoBank;

    [Range(NoBank, 16383)]
    [Description("Bank of the bass's instrument, as one number; -1 selects none")]
    public int BassBank { get; init; } = NoBank;

    [Range(NoBank, 16383)]
    [Description("Bank of the chords' instrument, as one number; -1 selects none")]
    public int ChordsBank { get; init; } = NoBank;

    [Range(20.0, 300.0)]
    [Description("Tempo of MIDI files and of the clock, in beats per minute; it moves no note")]
    public double TempoBpm { get; init; } = 120;

    [Description("Send MIDI clock (24 to the quarter note), start and stop")]
    public bool ClockOut { get; init; }

    [Range(0, 99)]
    [Description("Real-time priority that the deadline thread asks for; 0 asks for none")]
    public int RealTimePriority { get; init; } = 40;

    [Range(480, 9600)]
    [Description("Resolution of MIDI files, in ticks per quarter note")]
    public int TicksPerQuarter { get; init; } = 960;

    /// <summary>
    /// What makes each voice's channel ready: bank where one is chosen, and program.
    /// </summary>
    public IEnumerable<MidiEvent> Instruments() =>
        Instrument(MelodyChannel, MelodyBank, MelodyProgram)
            .Concat(Instrument(BassChannel, BassBank, BassProgram))
            .Concat(Instrument(ChordsChannel, ChordsBank, ChordsProgram));

    private static IEnumerable<MidiEvent> Instrument(int channel, int bank, int program) =>
        (bank == NoBank ? [] : MidiEvent.BankSelect(channel, bank))
            .Append(MidiEvent.ProgramChange(channel, program));

    /// <summary>The channel of a voice, 1…16.</summary>
#pragma warning disable CS8524 // a named voice without a channel must not compile
    public int ChannelOf(Voice voice) => voice switch
    {
        Voice.Melody => MelodyChannel,
        Voice.Bass => BassChannel,
        Voice.Chords => ChordsChannel,
    };
#pragma warning restore CS8524

    /// <summary>The channels of all voices, each once, in the order of the voices.</summary>
    public IReadOnlyList<int> Channels =>
        [.. Enum.GetValues<Voice>().Select(ChannelOf).Distinct()];
}
