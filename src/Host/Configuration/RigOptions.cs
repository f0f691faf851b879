using System.ComponentModel;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Control;
using Antiphon.Encoder;
using Antiphon.Host.Logging;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Transcription;

namespace Antiphon.Host.Configuration;

/// <summary>Every setting of the rig. Each section belongs to a room, which documents it.</summary>
internal sealed record RigOptions
{
    [Description("Hearing the player")]
    public CaptureOptions Capture { get; init; } = new();

    [Description(
        "Splitting the sound (part of the perception contract: changing it means to train anew)")]
    public HpssOptions Hpss { get; init; } = new();

    [Description("When a stem is at rest")]
    public GateOptions Gate { get; init; } = new();

    [Description("The model that hears (part of the perception contract)")]
    public EncoderOptions Encoder { get; init; } = new();

    [Description("The ear for notes and drums")]
    public TranscriptionOptions Transcription { get; init; } = new();

    [Description("How a vocabulary is learned (part of the perception contract)")]
    public VocabularyOptions Vocabulary { get; init; } = new();

    [Description("How training goes about it")]
    public TrainingOptions Training { get; init; } = new();

    [Description("When the rig doubts its own hearing")]
    public HealthOptions Health { get; init; } = new();

    [Description("What is remembered")]
    public MemoryOptions Memory { get; init; } = new();

    [Description("How the partner plays")]
    public AgentOptions Agent { get; init; } = new();

    [Description("How notes go out")]
    public MidiOptions Midi { get; init; } = new();

    [Description("How a performer reaches the rig while it plays")]
    public ControlOptions Control { get; init; } = new();

    [Description("How long the rig waits for itself")]
    public FlowOptions Flow { get; init; } = new();

    [Description("What a session leaves behind")]
    public SessionOptions Session { get; init; } = new();

    [Description("How the rig lives as a service")]
    public ServiceOptions Service { get; init; } = new();

    [Description("What the program writes down about itself")]
    public LogOptions Log { get; init; } = new();
}

/// <summary>How the rig lives as a service.</summary>
internal sealed record ServiceOptions
{
    [Description("Folder that one rig at a time may use; empty: what systemd gives, or XDG's")]
    public string StateFolder { get; init; } = "";
}
