namespace Antiphon.Agent;

/// <summary>What the performer has set, as the mind knows it at the tick it is in.</summary>
/// <remarks>
/// All parts of a mind read it anew whenever they decide. What is heard at once, the level, moves
/// in a second at most from one end to the other; all else holds from the next decision on. Not
/// thread-safe.
/// </remarks>
internal sealed class LiveOptions(ControlState start)
{
    private const double LevelPerTick = 0.01;

    private double _level = start.Agent.Level;

    /// <summary>All that was set.</summary>
    public ControlState Now { get; private set; } = start;

    /// <summary>The agent's options as they are now.</summary>
    public AgentOptions Agent => Now.Agent;

    /// <summary>The level on its way to where it was set.</summary>
    public double Level => _level;

    /// <summary>Takes a command in; one that does not fit was refused where it was given.</summary>
    public void Take(ControlGiven given) => Now = Now.After(given, out _);

    /// <summary>A tick passes.</summary>
    public void Tick() =>
        _level += Math.Clamp(Agent.Level - _level, -LevelPerTick, LevelPerTick);
}
