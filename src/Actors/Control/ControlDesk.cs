using Antiphon.Agent;
using Antiphon.Midi;
using Antiphon.Time;

namespace Antiphon.Control;

/// <summary>
/// Where all controls meet. Silence acts here, on the transport, so that a pedal works even when
/// the agent does not; parameters are checked and kept; and the agent hears of every command, with
/// its time on the sample clock.
/// </summary>
/// <remarks>Thread-safe by one lock; it holds the last state and nothing else.</remarks>
/// <param name="start">The agent's options at the start.</param>
/// <param name="transport">What a panic and a mute silence.</param>
/// <param name="presets">Where sets of parameters are kept.</param>
/// <param name="now">The sample time that is.</param>
/// <param name="heard">
/// Told of every command that was taken, in order, under the lock: it must neither wait nor throw.
/// </param>
public sealed class ControlDesk(
    AgentOptions start, MidiTransport transport, IPresets presets, Func<SampleTime> now,
    Action<ControlGiven> heard)
    : IControlSink, IDeskActs
{
    private readonly Lock _lock = new();
    private ControlState _state = new(start);

    /// <summary>What can be recalled by name; null to take any name.</summary>
    public RecallNames? Names { get; init; }

    /// <summary>
    /// Told of a preset that came back or was saved, which sets nothing by itself: of it, a session
    /// tells and no mind hears. Under the lock, like what is heard.
    /// </summary>
    public Action<ControlGiven> Noted { get; init; } = _ => { };

    /// <summary>What is set now.</summary>
    public ControlState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    public string? Take(ControlCommand command)
    {
        lock (_lock)
        {
            return command is DeskCommand own ? own.Tell(this) : Apply(command);
        }
    }

    /// <summary>
    /// A command took effect by itself: it is kept like one that was given, and told to nobody.
    /// </summary>
    public void Follow(ControlGiven given)
    {
        lock (_lock)
        {
            _state = _state.After(given, out _);
        }
    }

    private string? Apply(ControlCommand command)
    {
        if (Names?.Refusal(command) is { } unknown)
        {
            return unknown;
        }

        var given = new ControlGiven(command, now());
        _state = _state.After(given, out var refusal);
        if (refusal is not null)
        {
            return refusal;
        }

        if (command is Mute mute)
        {
            transport.Mute(mute.On, given.At);
        }

        heard(given);
        return null;
    }

    string? IDeskActs.Panic(Panic command)
    {
        var given = new ControlGiven(command, now());
        transport.Panic(given.At);
        heard(given);
        return null;
    }

    // A preset comes back as the parameters it holds: what is heard and kept is the values, which
    // hold whatever becomes of the preset later.
    string? IDeskActs.Recall(RecallPreset command)
    {
        IReadOnlyDictionary<string, double>? parameters;
        try
        {
            parameters = presets.Find(command.Name);
        }
        catch (ControlException e)
        {
            return e.Message;
        }

        if (parameters is null)
        {
            return $"there is no preset '{command.Name}'";
        }

        Noted(new ControlGiven(command, now()));
        var set = AgentParameters.InOrder(_state.Agent, parameters);
        var refusals = set.Select(Apply).OfType<string>().ToList();
        return refusals.Count == 0 ? null : $"preset '{command.Name}': {refusals[0]}";
    }

    string? IDeskActs.Save(SavePreset command)
    {
        try
        {
            presets.Save(command.Name, AgentParameters.Values(_state.Agent));
            Noted(new ControlGiven(command, now()));
            return null;
        }
        catch (ControlException e)
        {
            return e.Message;
        }
    }
}

/// <summary>Where commands go, whoever gives them.</summary>
public interface IControlSink
{
    /// <summary>
    /// Takes a command; may be called from any thread, and must neither wait long nor throw.
    /// </summary>
    /// <returns>Null, or why it was refused, in one line for a person.</returns>
    string? Take(ControlCommand command);
}

/// <summary>Sets of parameters under names, kept somewhere.</summary>
public interface IPresets
{
    /// <summary>Parameters of a preset, by name; null when there is none of that name.</summary>
    /// <exception cref="ControlException">There is one, and it is damaged.</exception>
    IReadOnlyDictionary<string, double>? Find(string name);

    /// <summary>Keeps parameters under a name, in the place of what was kept there.</summary>
    /// <exception cref="ControlException">They cannot be kept.</exception>
    void Save(string name, IReadOnlyDictionary<string, double> parameters);
}
