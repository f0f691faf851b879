using Antiphon.Native;

namespace Antiphon.Midi.Io;

/// <summary>Which MIDI ports this machine has.</summary>
public static class MidiPorts
{
    private const string DeviceFolder = "/dev/snd";

    /// <summary>All ports, by the scheme of their addresses.</summary>
    /// <param name="time">The monotonic clock.</param>
    public static IReadOnlyList<MidiPortListing> List(TimeProvider time) =>
    [
        Listing("rtmidi", () => Of("rtmidi", outputs => RtMidiDevice.Ports(outputs, time))),
        Listing("jack", () => Of("jack", outputs => Jack(outputs, time))),
        Listing("raw", () => Of("raw", _ => Raw())),
    ];

    private static MidiPortListing Listing(string scheme, Func<MidiPortListing> list)
    {
        try
        {
            return list();
        }
        catch (MidiException missing)
        {
            return new MidiPortListing(scheme, [], [], missing.Message);
        }
    }

    private static MidiPortListing Of(string scheme, Func<bool, IReadOnlyList<string>> names) =>
        new(
            scheme,
            [.. names(true).Select(name => $"{scheme}:{name}")],
            [.. names(false).Select(name => $"{scheme}:{name}")],
            null);

    private static IReadOnlyList<string> Jack(bool outputs, TimeProvider time)
    {
        using var client = new JackClient(
            "jack:", port: null, outputs ? LibJack.IsOutput : LibJack.IsInput, time);
        return client.OtherPorts();
    }

    private static string[] Raw()
    {
        if (!LibC.IsThere || !Directory.Exists(DeviceFolder))
        {
            throw new MidiException(
                MidiFault.Output,
                $"{DeviceFolder} is not there: no sound hardware (raw: still takes a FIFO).");
        }

        return [.. Directory.EnumerateFiles(DeviceFolder, "midiC*D*").Order()];
    }
}
