using System.Text.Json.Serialization;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// What a performer asks of the rig while it plays, by pedal, fader or OSC; the table of controls
/// names each. A command is a <see cref="SettingCommand"/>, an <see cref="ActCommand"/> or a
/// <see cref="DeskCommand"/>, and each of these says what must be written for it.
/// </summary>
public abstract record ControlCommand
{
    /// <param name="kind">Its name in files.</param>
    private protected ControlCommand(string kind) => Kind = kind;

    /// <summary>
    /// Its name in a session's logs, whatever it is called here: <c>fixMode</c>.
    /// </summary>
    [JsonIgnore]
    public string Kind { get; }
}

/// <summary>Something is set, and stays so until it is set otherwise.</summary>
public abstract record SettingCommand : ControlCommand
{
    private protected SettingCommand(string kind)
        : base(kind)
    {
    }

    /// <summary>What is set after it.</summary>
    /// <param name="at">When it was given.</param>
    /// <param name="refusal">Left as it is, or why it cannot be.</param>
    internal abstract ControlState After(
        ControlState before, SampleTime at, ref string? refusal);
}

/// <summary>The partner does something, once.</summary>
public abstract record ActCommand : ControlCommand
{
    private protected ActCommand(string kind)
        : base(kind)
    {
    }

    /// <summary>Has the partner do it.</summary>
    internal abstract void Tell(IActs partner);
}

/// <summary>The desk does something, once, whatever becomes of the partner.</summary>
public abstract record DeskCommand : ControlCommand
{
    private protected DeskCommand(string kind)
        : base(kind)
    {
    }

    /// <summary>Has the desk do it.</summary>
    /// <returns>Null, or why it could not be done, in one line for a person.</returns>
    internal abstract string? Tell(IDeskActs desk);
}

/// <summary>What a partner does when it is told to.</summary>
internal interface IActs
{
    void Yield();

    void Approve();

    void GoBack();

    void Change();

    void ChangeProgram(ChangeProgram command);

    void FollowChart(FollowChart command);
}

/// <summary>What a desk does when it is told to; each says why it could not.</summary>
internal interface IDeskActs
{
    string? Panic(Panic command);

    string? Recall(RecallPreset command);

    string? Save(SavePreset command);
}

/// <summary>Nothing sounds while it is on; the rig goes on listening.</summary>
public sealed record Mute(bool On) : SettingCommand("mute")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal) =>
        before with { Muted = On };
}

/// <summary>While it is on, the partner keeps the floor although the player plays.</summary>
public sealed record Hold(bool On) : SettingCommand("hold")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal) =>
        before with { Held = On };
}

/// <summary>While it is on, the partner begins nothing new; what sounds, rings out.</summary>
public sealed record Pause(bool On) : SettingCommand("pause")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal) =>
        before with { Paused = On };
}

/// <summary>The partner stays in one mode until it is set free.</summary>
/// <param name="Mode">One that sounds.</param>
public sealed record FixMode(Mode Mode) : SettingCommand("fixMode")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal)
    {
        if (ModeTraits.Sounding.Contains(Mode))
        {
            return before with { FixedMode = Mode };
        }

        refusal = $"{Explanation.Name(Mode)} is no mode to stay in";
        return before;
    }
}

/// <summary>The partner chooses its mode itself.</summary>
public sealed record FreeMode() : SettingCommand("freeMode")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal) =>
        before with { FixedMode = null };
}

/// <summary>A parameter takes a value.</summary>
/// <param name="Name">As in the table: <c>agent.modes.contrast.weight</c>.</param>
/// <param name="Value">Within the parameter's range.</param>
public sealed record SetParameter(string Name, double Value) : SettingCommand("setParameter")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal) =>
        AgentParameters.With(before.Agent, this, out refusal) is { } changed
            ? before with { Agent = changed }
            : before;
}

/// <summary>Only regions of corpora with this label are recalled; empty for all.</summary>
public sealed record ChooseLabel(string Label) : SettingCommand("chooseLabel")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal) =>
        before.WithPath(path => path with { Label = Label });
}

/// <summary>Only this recording of the corpora is recalled; empty for all.</summary>
public sealed record ChooseRecording(string Recording) : SettingCommand("chooseRecording")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal) =>
        before.WithPath(path => path with { Recording = Recording });
}

/// <summary>An arc begins now: buildup, peak, release, contemplation.</summary>
/// <param name="Seconds">How long it is; 0 ends the one that is under way.</param>
public sealed record BeginArc(double Seconds) : SettingCommand("beginArc")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal) =>
        before with { Agent = before.Agent with { ArcSeconds = Seconds }, ArcBegan = at };
}

/// <summary>What the clock on the wall says, for opening and quiet hours.</summary>
/// <param name="Hour">Local time in hours since midnight, 0…24.</param>
public sealed record TellTime(double Hour) : SettingCommand("tellTime")
{
    internal override ControlState After(
        ControlState before, SampleTime at, ref string? refusal) =>
        before with { HourAtZero = Hour - at.Seconds / 3600 };
}

/// <summary>The partner leaves the floor to the player, now.</summary>
public sealed record Yield() : ActCommand("yield")
{
    internal override void Tell(IActs partner) => partner.Yield();
}

/// <summary>More of what it plays now.</summary>
public sealed record Approve() : ActCommand("approve")
{
    internal override void Tell(IActs partner) => partner.Approve();
}

/// <summary>Back to what it played before.</summary>
public sealed record GoBack() : ActCommand("goBack")
{
    internal override void Tell(IActs partner) => partner.GoBack();
}

/// <summary>Something else.</summary>
public sealed record Change() : ActCommand("change")
{
    internal override void Tell(IActs partner) => partner.Change();
}

/// <summary>A voice takes another instrument.</summary>
/// <param name="Program">As on the wire, 0…127.</param>
public sealed record ChangeProgram(Voice Voice, int Program) : ActCommand("changeProgram")
{
    internal override void Tell(IActs partner) => partner.ChangeProgram(this);
}

/// <summary>Another chart is played from now on, from wherever it is heard to be.</summary>
/// <param name="Chart">
/// As the session's charts are called; empty for that of the whole session, if there is one.
/// </param>
public sealed record FollowChart(string Chart) : ActCommand("followChart")
{
    internal override void Tell(IActs partner) => partner.FollowChart(this);
}

/// <summary>Every note off, now; what is planned later sounds again.</summary>
public sealed record Panic() : DeskCommand("panic")
{
    internal override string? Tell(IDeskActs desk) => desk.Panic(this);
}

/// <summary>A set of parameters that was saved comes back.</summary>
public sealed record RecallPreset(string Name) : DeskCommand("recallPreset")
{
    internal override string? Tell(IDeskActs desk) => desk.Recall(this);
}

/// <summary>The parameters as they are now are saved under a name.</summary>
public sealed record SavePreset(string Name) : DeskCommand("savePreset")
{
    internal override string? Tell(IDeskActs desk) => desk.Save(this);
}

/// <summary>A command was given at a point of the sample clock, the agent's only clock.</summary>
public sealed record ControlGiven(ControlCommand Command, SampleTime At);
