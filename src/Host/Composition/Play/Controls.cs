using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Host.Configuration;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Session;

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
        Action<ExtraChanged> tell)
    {
        (_desk, _complain) = (desk, complain);
        _cc = new CcMap(CcBinding.Read(options.Cc));
        _input = osc && options.OscInputPort > 0
            ? new OscInputKeeper(
                () => new OscUdpInput(options, TimeProvider.System, desk, complain),
                TimeProvider.System, Extra.Of("OSC in", tell))
            : null;
    }

    /// <summary>Opens them; a port that is taken is told, and tried again.</summary>
    /// <param name="tell">Told of it; from any thread.</param>
    /// <exception cref="ControlException">A controller is assigned to nothing that is.</exception>
    public static Controls Open(
        PlaySettings settings, RigOptions options, IControlSink desk, Terminal terminal,
        Action<ExtraChanged> tell)
    {
        var complaints = new RateLimitedLine(TimeProvider.System, ComplaintPause, terminal.Error);
        return new Controls(
            options.Control, !settings.Freewheel, desk, complaints.Write, tell);
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
