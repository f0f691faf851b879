using Antiphon.Capture;
using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Rig;
using Antiphon.Session;
using Microsoft.Extensions.Logging;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Observers;

/// <summary>
/// Tells the person at the rig how a live input was opened, and, on standard error and with the
/// time of day, when it, a MIDI port or an extra is lost and found. Of failing attempts only the
/// first of each reason is told.
/// </summary>
internal sealed class LiveInputPrinter(Terminal terminal, TimeProvider time) : IRigObserver
{
    private readonly ILogger _log = terminal.Loggers.CreateLogger(nameof(LiveInputPrinter));

    /// <summary>How the input was opened; nothing for a recording.</summary>
    public static void Opened(Terminal terminal, IAudioInput input)
    {
        if (input.Live?.Format is { } format)
        {
            terminal.Line(
                Text($"hearing '{format.Name}' at {format.SampleRateHz} Hz, ")
                + Text($"{format.Channels} channels; latency asked {format.AskedLatencyMs:0.#} ms")
                + Text($", got {format.GotLatencyMs:0.#} ms"));
        }
    }

    public void Changed(InputChanged input)
    {
        var text = input switch
        {
            InputLost lost => Text(
                $"{lost.Input} is lost: nothing came for {lost.SilentMs:0} ms; ")
                + "notes are off, and it is opened again until it comes back",
            InputStillLost { IsNews: true } still => Text(
                $"still lost after attempt {still.Attempts}: {still.Why}"),
            InputRegained regained => Text(
                $"{regained.Input} is heard again after {regained.AwaySeconds:0.0} s and ")
                + Text($"{regained.Attempts} attempts; what was missed is a gap"),
            _ => null,
        };
        if (text is not null)
        {
            Say(text);
        }
    }

    /// <summary>A MIDI port was lost or regained; from any thread.</summary>
    public void Changed(PortChanged port) => Say(port is PortRegained back
        ? Text($"{port.Port} is open again after {back.AwaySeconds:0.0} s")
        : $"{port.Port} is lost: {((PortLost)port).Why.TrimEnd('.')}; "
            + "it is opened again until it comes back");

    /// <summary>An extra failed or works again; from any thread.</summary>
    public void Changed(ExtraChanged extra) => Say(extra is ExtraRegained back
        ? Text($"{extra.Extra} works again after {back.AwaySeconds:0.0} s")
        : $"{((ExtraLost)extra).Why}: the music goes on, and it is tried again");

    /// <summary>Says a line with the time of day, and keeps it in the log; from any thread.
    /// </summary>
    public void Say(string text)
    {
        terminal.Error(WallClock.Stamp(time, text));
        _log.LogInformation(LogRecord.Told, "{Told}", text);
    }
}
