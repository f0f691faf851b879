using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What the performer has set, at one moment.</summary>
/// <param name="Agent">The agent's options with every parameter as set.</param>
public sealed record ControlState(AgentOptions Agent)
{
    /// <summary>Nothing sounds.</summary>
    public bool Muted { get; init; }

    /// <summary>The partner keeps the floor.</summary>
    public bool Held { get; init; }

    /// <summary>The partner begins nothing.</summary>
    public bool Paused { get; init; }

    /// <summary>The mode it stays in; null when it chooses itself.</summary>
    public Mode? FixedMode { get; init; }

    /// <summary>When the arc that is under way began.</summary>
    public SampleTime ArcBegan { get; init; }

    /// <summary>The hour of day at the beginning of the sample clock; null while unknown.</summary>
    public double? HourAtZero { get; init; }

    /// <summary>The state after a command.</summary>
    /// <param name="refusal">Why it cannot be; null when it was taken.</param>
    /// <returns>This state when it was refused, or changes no state.</returns>
    public ControlState After(ControlGiven given, out string? refusal)
    {
        refusal = null;
        return given.Command is SettingCommand setting
            ? setting.After(this, given.At, ref refusal)
            : this;
    }

    /// <summary>The same with another way through the memory.</summary>
    internal ControlState WithPath(Func<NavigationOptions, NavigationOptions> change) =>
        this with { Agent = Agent with { Navigation = change(Agent.Navigation) } };
}
