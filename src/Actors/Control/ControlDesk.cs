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
/// <param name="now">The sample time that is.</param>
/// <param name="heard">
/// Told of every command that was taken, in order, under the lock: it must neither wait nor throw.
/// </param>
public sealed class ControlDesk(
    AgentOptions start, MidiTransport transport, Func<SampleTime> now, Action<ControlGiven> heard)
    : IControlSink
{
    private readonly Lock _lock = new();
    private ControlState _state = new(Muted: false, Held: false, FixedMode: null, start);

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
            var refusal = Apply(command);
            if (refusal is null)
            {
                heard(new ControlGiven(command, now()));
            }

            return refusal;
        }
    }

    private string? Apply(ControlCommand command)
    {
        switch (command)
        {
            case Mute mute:
                _state = _state with { Muted = mute.On };
                transport.Mute(mute.On, now());
                return null;
            case Panic:
                transport.Panic(now());
                return null;
            case Hold hold:
                _state = _state with { Held = hold.On };
                return null;
            case FixMode mode:
                _state = _state with { FixedMode = mode.Mode };
                return null;
            case FreeMode:
                _state = _state with { FixedMode = null };
                return null;
            case SetParameter parameter:
                var changed = ControlTable.With(_state.Agent, parameter, out var refusal);
                _state = _state with { Agent = changed ?? _state.Agent };
                return refusal;
            default:
                return null;
        }
    }
}
