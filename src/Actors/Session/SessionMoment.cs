using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Midi;
using Antiphon.Wording;

namespace Antiphon.Session;

/// <summary>Something that happened while it played, as the report tells it.</summary>
/// <param name="Seconds">When, on the sample clock.</param>
/// <param name="Text">What, in a few words for a musician.</param>
public sealed record SessionMoment(double Seconds, MomentKind Kind, string Text)
{
    /// <summary>A command of the performer, of a setlist or of the wall clock.</summary>
    /// <returns>Null for one that nobody gave: the hour.</returns>
    public static SessionMoment? Of(ControlGiven given) => Words(given.Command) is { } words
        ? new(
            given.At.Seconds,
            given.Command is RecallPreset or SavePreset ? MomentKind.Preset : MomentKind.Command,
            words)
        : null;

    /// <summary>A sound card was lost, or is back.</summary>
    /// <param name="seconds">How far the sound had been heard.</param>
    /// <returns>Null for one that is still away.</returns>
    public static SessionMoment? Of(InputChanged input, double seconds) => input switch
    {
        InputLost => new(seconds, MomentKind.Lost, $"{input.Input} was lost"),
        InputRegained back => new(
            seconds,
            MomentKind.Back,
            InvariantText.Text($"{input.Input} is back after {back.AwaySeconds:0.0} s")),
        _ => null,
    };

    /// <summary>Files of the session could not be written, or could again.</summary>
    /// <param name="seconds">How far the sound had been heard.</param>
    /// <returns>Null for a recording that goes on in another file.</returns>
    public static SessionMoment? Of(KeepingNews news, double seconds) => news switch
    {
        KeepingLost lost => new(
            seconds, MomentKind.Lost, $"the session could not be kept: {lost.Why}"),
        KeepingRegained back => new(
            seconds,
            MomentKind.Back,
            InvariantText.Text($"the session is kept again after {back.AwaySeconds:0.0} s")),
        _ => null,
    };

    /// <summary>A MIDI port was lost, or is back.</summary>
    /// <param name="seconds">How far the sound had been heard.</param>
    public static SessionMoment? Of(PortChanged port, double seconds) => port switch
    {
        PortLost => new(seconds, MomentKind.Lost, $"{port.Port} was lost"),
        PortRegained back => new(
            seconds,
            MomentKind.Back,
            InvariantText.Text($"{port.Port} is back after {back.AwaySeconds:0.0} s")),
        _ => null,
    };

    /// <summary>Something that the music does not wait for failed, or works again.</summary>
    /// <param name="seconds">How far the sound had been heard.</param>
    public static SessionMoment? Of(ExtraChanged extra, double seconds) => extra switch
    {
        ExtraLost => new(seconds, MomentKind.Lost, $"{extra.Extra} failed"),
        ExtraRegained back => new(
            seconds,
            MomentKind.Back,
            InvariantText.Text($"{extra.Extra} works again after {back.AwaySeconds:0.0} s")),
        _ => null,
    };

    /// <summary>A chart is followed, or is no longer.</summary>
    public static SessionMoment Of(ChartChanged chart) =>
        new(chart.Time.Seconds, MomentKind.Chart, chart.Text);

    private static string? Words(ControlCommand command) => command switch
    {
        Mute mute => mute.On ? "muted" : "no longer muted",
        Hold hold => hold.On ? "holds the floor" : "no longer holds the floor",
        Pause pause => pause.On ? "begins nothing new" : "plays on",
        FixMode mode => $"stays in {Explanation.Name(mode.Mode)}",
        FreeMode => "chooses its mode itself",
        SetParameter set => InvariantText.Text($"{set.Name} = {set.Value:0.###}"),
        ChooseLabel { Label: "" } => "recalls any label",
        ChooseLabel label => $"recalls only '{label.Label}'",
        ChooseRecording { Recording: "" } => "recalls any recording",
        ChooseRecording recording => $"recalls only the recording '{recording.Recording}'",
        BeginArc { Seconds: 0 } => "no arc",
        BeginArc arc => InvariantText.Text($"an arc of {arc.Seconds:0.#} s begins"),
        ChangeProgram program => InvariantText.Text(
            $"{program.Voice.ToString().ToLowerInvariant()} plays instrument {program.Program}"),
        FollowChart { Chart: "" } => "plays by no chart of the piece",
        FollowChart chart => $"plays by the chart {chart.Chart}",
        Yield => "leaves the floor to the player",
        Approve => "more of this",
        GoBack => "back to what it played before",
        Change => "something else",
        Panic => "panic: every note off",
        RecallPreset preset => $"preset '{preset.Name}' comes back",
        SavePreset preset => $"preset '{preset.Name}' is saved",
        _ => null,
    };
}

/// <summary>What kind of thing happened.</summary>
public enum MomentKind
{
    Command,
    Preset,
    Lost,
    Back,
    Chart,
}
