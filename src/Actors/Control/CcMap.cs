using System.Collections.Immutable;
using Antiphon.Agent;
using Antiphon.Midi;

namespace Antiphon.Control;

/// <summary>
/// Turns controllers of a pedal board or a fader box into commands. A pedal acts when it crosses
/// 64, not at every value it sends on its way: a switch is on while it is down, a trigger happens
/// as it goes down.
/// </summary>
/// <remarks>
/// Not thread-safe: one reader. A controller of a channel of its own goes before that of any
/// channel.
/// </remarks>
public sealed class CcMap(ImmutableArray<CcBinding> bindings)
{
    private readonly HashSet<(CcBinding, int Channel)> _down = [];

    /// <summary>What a MIDI event asks for; null when nothing.</summary>
    public ControlCommand? Hear(MidiEvent e)
    {
        if (!e.IsControlChange || BindingOf(e) is not { } binding)
        {
            return null;
        }

        var value = binding.Scaled(e.Data2);
        if (binding.IsPedal)
        {
            var down = CcBinding.IsDown(e.Data2);
            if (!(down ? _down.Add((binding, e.Channel)) : _down.Remove((binding, e.Channel))))
            {
                return null;
            }

            value = ControlValue.Of(down);
        }

        return binding.Entry.Make(value, out _);
    }

    private CcBinding? BindingOf(MidiEvent e) => bindings
        .Where(one => one.Controller == e.Data1 && (one.Channel ?? e.Channel) == e.Channel)
        .MaxBy(one => one.Channel is null ? 0 : 1);
}
