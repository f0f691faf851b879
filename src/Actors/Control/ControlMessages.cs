using Antiphon.Agent;
using Antiphon.Time;

namespace Antiphon.Control;

/// <summary>
/// What a performer asks of the rig while it plays, by pedal, fader or OSC; see <see
/// cref="ControlTable"/> for the names under which each is reached.
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

/// <summary>The partner leaves the floor to the player, now.</summary>
public sealed record Yield : ControlCommand;

/// <summary>The partner stays in one mode until it is set free.</summary>
public sealed record FixMode(Mode Mode) : ControlCommand;

/// <summary>The partner chooses its mode itself.</summary>
public sealed record FreeMode : ControlCommand;

/// <summary>A parameter takes a value.</summary>
/// <param name="Name">As in the table: <c>agent.contrastWeight</c>.</param>
/// <param name="Value">Within the parameter's range.</param>
public sealed record SetParameter(string Name, double Value) : ControlCommand;

/// <summary>A set of parameters that was saved comes back.</summary>
public sealed record RecallPreset(string Name) : ControlCommand;

/// <summary>More of what it plays now.</summary>
public sealed record Approve : ControlCommand;

/// <summary>Back to what it played before.</summary>
public sealed record GoBack : ControlCommand;

/// <summary>Something else.</summary>
public sealed record Change : ControlCommand;

/// <summary>A command was given at a point of the sample clock, the agent's only clock.</summary>
public sealed record ControlGiven(ControlCommand Command, SampleTime At);
