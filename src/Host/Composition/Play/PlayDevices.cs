using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>The devices of a run, open: what it hears, and where its reply goes.</summary>
/// <param name="Input">What is heard.</param>
/// <param name="Outputs">Where the reply goes, besides the session.</param>
/// <param name="Keyboard">A MIDI input; null for none.</param>
internal sealed record PlayDevices(
    IAudioInput Input, IReadOnlyList<IMidiOutput> Outputs, IMidiInput? Keyboard)
{
    /// <summary>Refuses at once what cannot be opened whatever is plugged in later.</summary>
    /// <exception cref="CommandException">It does not go together.</exception>
    /// <exception cref="MidiException">An address cannot be used, or a library is missing.
    /// </exception>
    /// <exception cref="AudioInputException">PortAudio is missing.</exception>
    public static void Require(PlaySettings settings)
    {
        var addresses = settings.Outputs.Select(text => MidiRoute.Parse(text).Address).ToList();
        if (settings.MidiInput is { } keyboard)
        {
            addresses.Add(MidiAddress.ParseInput(keyboard));
        }

        // On a virtual clock, seconds pass in an instant: no port and no player could follow.
        if (settings.Freewheel && addresses.Find(address => address.IsLive) is { } live)
        {
            throw CommandException.BadUsage(
                $"--freewheel does not go with the live port {live}; leave one of them out");
        }

        addresses.ForEach(MidiOutputs.RequireLibrary);
        if (AudioInputs.IsSoundCard(settings.Input) && !settings.Freewheel)
        {
            PortAudioSource.RequireLibrary();
        }
    }

    /// <summary>Opens them, the sound last: it does not wait for anything once it flows.</summary>
    public static async Task<PlayDevices> Open(
        PlaySettings settings, RigOptions options, SampleClock clock, DeviceWaiting waiting)
    {
        var opened = new List<IDisposable>();
        try
        {
            IMidiInput? keyboard = null;
            if (settings.MidiInput is { } text)
            {
                var address = MidiAddress.ParseInput(text);
                keyboard = await waiting
                    .Open(address.ToString(), () => MidiInputs.OpenPort(address, clock.Provider))
                    .ConfigureAwait(false);
                opened.Add(keyboard);
            }

            var outputs = await MidiOutputs.OpenAll(
                settings.Outputs, options.Midi, clock,
                (address, open) => address.IsLive
                    ? waiting.Open(address.ToString(), open)
                    : Task.FromResult(open())).ConfigureAwait(false);
            opened.AddRange(outputs);
            var input = await waiting
                .Open(settings.Input, () => AudioInputs.OpenLive(settings, options.Capture))
                .ConfigureAwait(false);
            return new PlayDevices(input, outputs, keyboard);
        }
        catch
        {
            opened.ForEach(device => device.Dispose());
            throw;
        }
    }

    /// <summary>Where the reply will go, for people.</summary>
    public static string Destination(PlaySettings settings)
    {
        var heard = settings.Outputs
            .Where(text => MidiRoute.Parse(text).Address.Scheme != "null").ToList();
        return heard.Count == 0
            ? "the reply goes nowhere but into reply.mid of the session; --output names a port"
            : $"the reply goes to {string.Join(", ", heard)}, and into reply.mid of the session";
    }
}
