using Antiphon.Time;

namespace Antiphon.Midi.Io;

/// <summary>Opens MIDI outputs by address.</summary>
public static class MidiOutputs
{
    /// <summary>Opens every port that routes name, each once; the caller disposes them.</summary>
    /// <param name="routes">Such as <c>jack:Synth</c> or <c>bass@10=raw:PATH</c>.</param>
    /// <param name="options">How the reply is sent.</param>
    /// <param name="clock">Turns sample times into moments.</param>
    /// <exception cref="MidiException">
    /// An address cannot be used, a port is not there, or a file cannot be written.
    /// </exception>
    public static IReadOnlyList<IMidiOutput> OpenAll(
        IEnumerable<string> routes, MidiOptions options, SampleClock clock) =>
        OpenAll(routes, options, clock, (_, open) => Task.FromResult(open()))
            .GetAwaiter().GetResult();

    /// <summary>Opens every port that routes name, each once, as somebody else sees fit.</summary>
    /// <param name="opening">
    /// Opens one port by its address: at once, or when it is there. What it throws ends it all.
    /// </param>
    /// <exception cref="MidiException">
    /// An address cannot be used, a port is not there, or a file cannot be written.
    /// </exception>
    public static async Task<IReadOnlyList<IMidiOutput>> OpenAll(
        IEnumerable<string> routes, MidiOptions options, SampleClock clock,
        Func<MidiAddress, Func<IMidiOutput>, Task<IMidiOutput>> opening)
    {
        var opened = new List<IMidiOutput>();
        try
        {
            foreach (var same in routes.Select(MidiRoute.Parse).GroupBy(route => route.Address))
            {
                var latencyMs = LatencyOf(same.Key, same);
                var port = await opening(
                    same.Key, () => Open(same.Key, options, clock, latencyMs))
                    .ConfigureAwait(false);
                opened.Add(port);
                opened[^1] = RoutedMidiOutput.Route(port, [.. same], options);
            }

            return opened;
        }
        catch
        {
            opened.ForEach(output => output.Dispose());
            throw;
        }
    }

    /// <summary>Makes sure that the machine has what opens ports of this kind.</summary>
    /// <exception cref="MidiException">A library is missing.</exception>
    public static void RequireLibrary(MidiAddress address)
    {
        switch (address.Scheme)
        {
            case "jack":
                MidiException.Require(LibJack.Library, address.ToString());
                break;
            case "rtmidi":
                MidiException.Require(LibRtMidi.Library, address.ToString());
                break;
        }
    }

    /// <summary>Opens the output that an address names; the caller disposes it.</summary>
    /// <param name="latencyMs">From an event to the sound of its instrument, in ms.</param>
    /// <exception cref="MidiException">
    /// The port is not there, or the file cannot be written.
    /// </exception>
    public static IMidiOutput Open(
        MidiAddress address, MidiOptions options, SampleClock clock, double latencyMs = 0) =>
        address.Scheme switch
        {
            "file" => new FileMidiOutput(address.Target, options),
            "null" => new NullMidiOutput(),
            _ => new LiveMidiOutput(
                address.ToString(),
                () => OpenWire(address, options, clock.Provider),
                clock,
                options.LateMs,
                latencyMs),
        };

    private static double LatencyOf(MidiAddress address, IEnumerable<MidiRoute> routes)
    {
        double[] said =
            [.. routes.Select(route => route.LatencyMs).OfType<double>().Distinct().Order()];
        return said.Length <= 1
            ? said.FirstOrDefault()
            : throw new MidiException(
                MidiFault.Address,
                FormattableString.Invariant(
                    $"MIDI output '{address}' cannot be used: its routes say +{said[0]}ms and ")
                    + FormattableString.Invariant(
                        $"+{said[^1]}ms, and one port has one instrument; say it once."));
    }

    private static IMidiWire OpenWire(
        MidiAddress address, MidiOptions options, TimeProvider time) => address.Scheme switch
        {
            "jack" => new JackMidiWire(address.Target, options.LookAheadMs, time),
            "rtmidi" => new RtMidiWire(address.Target, time),
            "raw" => new RawMidiWire(address.Target, time),
            var other => throw new ArgumentException($"no wire is opened for '{other}:'"),
        };
}
