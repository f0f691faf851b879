using Antiphon.Capture;
using Antiphon.Host.Logging;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Time;
using Microsoft.Extensions.Logging;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Composition;

/// <summary>
/// Opens devices that may not be there yet: a card that is still unplugged, a port whose program is
/// still to be started, a JACK server. It looks again until they are, and whoever manages the
/// service hears of it: the rig is up, and waits.
/// </summary>
/// <remarks>
/// What was found instead is told once, and again only when it changes. What waiting cannot mend is
/// refused: an address, a missing library, a name that means several devices.
/// </remarks>
/// <param name="waits">False to refuse what is not there.</param>
/// <param name="stop">Ends the waiting.</param>
internal sealed class DeviceWaiting(
    Terminal terminal, ServiceWatch service, TimeProvider time, bool waits, CancellationToken stop)
{
    private readonly ILogger _log = terminal.Loggers.CreateLogger(nameof(DeviceWaiting));

    /// <summary>Opens a device as soon as it is there.</summary>
    /// <param name="name">Its address.</param>
    /// <param name="open">Opens it, or throws what says why it cannot.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task<T> Open<T>(string name, Func<T> open)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
        var began = time.GetTimestamp();
        string? told = null;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                var opened = open();
                if (told is not null)
                {
                    var seconds = time.GetElapsedTime(began).TotalSeconds;
                    service.Returned(name, Say(Text($"{name} is there after {seconds:0.0} s")));
                }

                return opened;
            }
            catch (Exception absent) when (waits && MayPass(absent))
            {
                service.WaitsFor(name);
                if (told != absent.Message)
                {
                    told = absent.Message;
                    _log.LogInformation(LogRecord.Told, absent, "{Device} is not there", name);
                    Say($"waiting for {name}: {absent.Message.TrimEnd('.')} (--no-wait refuses)");
                }
            }

            await Task.Delay(backoff.Wait, time).WaitAsync(stop).ConfigureAwait(false);
            backoff.Lengthen();
        }
    }

    private string Say(string text)
    {
        terminal.Error(WallClock.Stamp(time, text));
        return text;
    }

    private static bool MayPass(Exception fault) => fault switch
    {
        AudioInputException input => input.MayPass,
        MidiException midi => midi.Fault == MidiFault.Output,
        _ => false,
    };
}
