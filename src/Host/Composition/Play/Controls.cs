using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Midi;

namespace Antiphon.Host.Composition;

/// <summary>The ways by which a performer reaches a run; off line there is no OSC.</summary>
internal sealed class Controls : IAsyncDisposable
{
    private static readonly TimeSpan ComplaintPause = TimeSpan.FromSeconds(10);

    private readonly IControlSink _desk;
    private readonly Action<string> _complain;
    private readonly CcMap _cc;
    private readonly OscInputKeeper? _input;

    private Controls(
        ControlOptions options, bool osc, IControlSink desk, Action<string> complain,
        Func<string, ExtraHealth> extra)
    {
        (_desk, _complain) = (desk, complain);
        _cc = new CcMap(CcBinding.Read(options.Cc));
        _input = osc && options.OscInputPort > 0
            ? new OscInputKeeper(
                () => new OscUdpInput(options, TimeProvider.System, desk, complain),
                TimeProvider.System, extra("OSC in"))
            : null;
    }

    /// <summary>Opens them; a port that is taken is told, and tried again.</summary>
    /// <param name="extra">Makes the health of something by its name.</param>
    /// <exception cref="ControlException">A controller is assigned to nothing that is.</exception>
    public static Controls Open(
        PlaySettings settings, RigOptions options, IControlSink desk, Terminal terminal,
        Func<string, ExtraHealth> extra)
    {
        var complaints = new RateLimitedLine(TimeProvider.System, ComplaintPause, terminal.Error);
        return new Controls(
            options.Control, !settings.Freewheel, desk, complaints.Write, extra);
    }

    /// <summary>Hears a MIDI event of a pedal board or a fader box; from one thread.</summary>
    public void Hear(MidiEvent e)
    {
        if (_cc.Hear(e) is { } command && _desk.Take(command) is { } refusal)
        {
            _complain($"controller {e.Data1}: {refusal}");
        }
    }

    public ValueTask DisposeAsync() => _input?.DisposeAsync() ?? ValueTask.CompletedTask;
}
