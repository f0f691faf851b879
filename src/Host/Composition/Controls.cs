using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Control.Osc;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Rig;

namespace Antiphon.Host.Composition;

/// <summary>
/// The ways by which a performer reaches a run, and by which lights and visuals follow it. Off line
/// there are none.
/// </summary>
internal sealed class Controls : IAsyncDisposable
{
    private static readonly TimeSpan ComplaintPause = TimeSpan.FromSeconds(10);

    private readonly IControlSink _desk;
    private readonly Action<string> _complain;
    private readonly CcMap _cc;
    private readonly OscUdpInput? _input;
    private readonly OscUdpOutput? _output;

    private Controls(
        ControlOptions options, bool osc, IControlSink desk, Action<string> complain)
    {
        (_desk, _complain) = (desk, complain);
        _cc = new CcMap(CcBinding.Read(options.Cc));
        _input = osc && options.OscInputPort > 0
            ? new OscUdpInput(options, TimeProvider.System, desk, complain)
            : null;
        _output = osc && options.OscOutputPort > 0
            ? new OscUdpOutput(options, TimeProvider.System)
            : null;
    }

    /// <summary>Who follows the run for the outside.</summary>
    public IEnumerable<IRigObserver> Feeds =>
        _output is null ? [] : [new OscFeed(_output.Post)];

    /// <exception cref="ControlException">The OSC port is taken.</exception>
    public static Controls Open(
        PlaySettings settings, RigOptions options, IControlSink desk, Terminal terminal)
    {
        var complaints = new RateLimitedLine(TimeProvider.System, ComplaintPause, terminal.Error);
        return new Controls(options.Control, !settings.Freewheel, desk, complaints.Write);
    }

    /// <summary>Hears a MIDI event of a pedal board or a fader box; from one thread.</summary>
    public void Hear(MidiEvent e)
    {
        if (_cc.Hear(e) is { } command && _desk.Take(command) is { } refusal)
        {
            _complain($"controller {e.Data1}: {refusal}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_input is not null)
        {
            await _input.DisposeAsync().ConfigureAwait(false);
        }

        if (_output is not null)
        {
            await _output.DisposeAsync().ConfigureAwait(false);
        }
    }
}
