using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// What a performer asks of the rig while it plays, by pedal, fader or OSC; the table of controls
/// names each.
/// </summary>
public abstract record ControlCommand
{
    private protected ControlCommand()
    {
    }
}

/// <summary>Nothing sounds while it is on; the rig goes on listening.</summary>
public sealed record Mute(bool On) : ControlCommand;

/// <summary>Every note off, now; what is planned later sounds again.</summary>
public sealed record Panic : ControlCommand;

/// <summary>While it is on, the partner keeps the floor although the player plays.</summary>
public sealed record Hold(bool On) : ControlCommand;

/// <summary>While it is on, the partner begins nothing new; what sounds, rings out.</summary>
public sealed record Pause(bool On) : ControlCommand;

/// <summary>The partner leaves the floor to the player, now.</summary>
public sealed record Yield : ControlCommand;

/// <summary>The partner stays in one mode until it is set free.</summary>
public sealed record FixMode(Mode Mode) : ControlCommand;

/// <summary>The partner chooses its mode itself.</summary>
public sealed record FreeMode : ControlCommand;

/// <summary>A parameter takes a value.</summary>
/// <param name="Name">As in the table: <c>agent.modes.contrast.weight</c>.</param>
/// <param name="Value">Within the parameter's range.</param>
public sealed record SetParameter(string Name, double Value) : ControlCommand;

/// <summary>Only regions of corpora with this label are recalled; empty for all.</summary>
public sealed record ChooseLabel(string Label) : ControlCommand;

/// <summary>Only this recording of the corpora is recalled; empty for all.</summary>
public sealed record ChooseRecording(string Recording) : ControlCommand;

/// <summary>A voice takes another instrument.</summary>
/// <param name="Program">As on the wire, 0…127.</param>
public sealed record ChangeProgram(Voice Voice, int Program) : ControlCommand;

/// <summary>An arc begins now: buildup, peak, release, contemplation.</summary>
/// <param name="Seconds">How long it is; 0 ends the one that is under way.</param>
public sealed record BeginArc(double Seconds) : ControlCommand;

/// <summary>What the clock on the wall says, for opening and quiet hours.</summary>
/// <param name="Hour">Local time in hours since midnight, 0…24.</param>
public sealed record TellTime(double Hour) : ControlCommand;

/// <summary>A set of parameters that was saved comes back.</summary>
public sealed record RecallPreset(string Name) : ControlCommand;

/// <summary>The parameters as they are now are saved under a name.</summary>
public sealed record SavePreset(string Name) : ControlCommand;

/// <summary>More of what it plays now.</summary>
public sealed record Approve : ControlCommand;

/// <summary>Back to what it played before.</summary>
public sealed record GoBack : ControlCommand;

/// <summary>Something else.</summary>
public sealed record Change : ControlCommand;

/// <summary>A command was given at a point of the sample clock, the agent's only clock.</summary>
public sealed record ControlGiven(ControlCommand Command, SampleTime At);
