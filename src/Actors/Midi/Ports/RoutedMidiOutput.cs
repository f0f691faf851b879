using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// A port that gets some voices only, each on a channel of its own. The clock goes everywhere.
/// </summary>
/// <param name="inner">The port; disposed with this.</param>
/// <param name="channels">For each channel of the rig that goes there, its channel there.</param>
public sealed class RoutedMidiOutput(
    IMidiOutput inner, IReadOnlyDictionary<int, int> channels) : IMidiOutput
{
    public string Name => inner.Name;

    public bool SoundsAtDue => inner.SoundsAtDue;

    public double LatencyMs => inner.LatencyMs;

    public bool IsLive => inner.IsLive;

    public SampleTime? NextDue => inner.NextDue;

    public IReadOnlyList<MidiPortStatus> Ports => inner.Ports;

    /// <summary>Makes a port hear what its routes say.</summary>
    /// <param name="routes">All routes to this one port.</param>
    /// <exception cref="MidiException">
    /// The voices cannot be told apart, there or in the rig.
    /// </exception>
    public static IMidiOutput Route(
        IMidiOutput port, IReadOnlyCollection<MidiRoute> routes, MidiOptions options)
    {
        if (routes.Any(route => route.Voice is null))
        {
            return port;
        }

        if (options.Channels.Count < Enum.GetValues<Voice>().Length)
        {
            throw Refused(
                port,
                $"two voices have one channel (melody {options.MelodyChannel}, bass "
                + $"{options.BassChannel}, chords {options.ChordsChannel}) and cannot be told "
                + "apart; set midi.bassChannel or midi.chordsChannel to another (bass@1= still "
                + "puts it on channel 1 of its port)");
        }

        var channels = routes.GroupBy(route => options.ChannelOf(route.Voice!.Value)).ToDictionary(
            same => same.Key, same => same.Last().Channel ?? same.Key);
        return channels.Values.Distinct().Count() == channels.Count
            ? new RoutedMidiOutput(port, channels)
            : throw Refused(
                port,
                "it would get two voices on one channel, where a key of one ends that of the "
                + "other; give it all without a voice, and set their channels among midi.*");
    }

    public bool Takes(MidiEvent e) => e.IsRealTime || channels.ContainsKey(e.Channel);

    public void Send(MidiEvent e, SampleTime due)
    {
        if (e.IsRealTime)
        {
            inner.Send(e, due);
        }
        else if (channels.TryGetValue(e.Channel, out var channel))
        {
            inner.Send(e.On(channel), due);
        }
    }

    public void Advance(SampleTime now) => inner.Advance(now);

    public void Flush() => inner.Flush();

    public void Dispose() => inner.Dispose();

    private static MidiException Refused(IMidiOutput port, string why) =>
        new(MidiFault.Address, $"MIDI output '{port.Name}' cannot be used: {why}.");
}
