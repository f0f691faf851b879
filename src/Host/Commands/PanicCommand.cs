using System.CommandLine;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Time;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon panic</c>: silences every channel of an output, whatever sounds there.
/// </summary>
internal static class PanicCommand
{
    private const int Channels = 16;
    private const int Keys = 128;

    public static Command Build()
    {
        var command = new Command("panic", "All notes off, now");
        var output = new Option<string[]>("--output")
        {
            Description = $"Where to, as for play: {MidiAddress.Outputs}",
            Required = true,
        };
        command.Add(output);
        OutputGuard.On(command); // a file is left alone, see Silence
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            var options = common.Options(parsed);
            var routes = parsed.GetValue(output)!.Select(MidiRoute.Parse).ToList();
            foreach (var address in routes.Select(route => route.Address).Distinct())
            {
                Silence(address, ChannelsAt(address, routes, options), options);
                terminal.Line($"all notes off: {address}");
            }

            terminal.Document(new { Output = routes.Select(route => route.Address), Channels });
            return ExitCode.Done;
        });
        return command;
    }

    // A file is no place where a note could hang, and would be overwritten.
    private static void Silence(MidiAddress address, IEnumerable<int> voices, RigOptions options)
    {
        if (!address.IsLive)
        {
            return;
        }

        using var port =
            MidiOutputs.Open(address, options.Midi, new SampleClock(TimeProvider.System));
        foreach (var e in Silences(voices))
        {
            port.Send(e, SampleTime.Zero);
        }

        port.Flush();
        if (port.Ports.FirstOrDefault(one => !one.Open) is { } lost)
        {
            throw new CommandException(
                ExitCode.Failed, $"{address} was not silenced: {lost.LastFault}");
        }
    }

    // The controllers first, for they are quick; then, on the channels that the rig plays on, each
    // key by itself, for synthesisers that do not know the controllers.
    private static IEnumerable<MidiEvent> Silences(IEnumerable<int> voices) =>
        NoteLedger.PanicControllers(Enumerable.Range(1, Channels)).Concat(
            from channel in voices
            from key in Enumerable.Range(0, Keys)
            select MidiEvent.NoteOff(channel, key));

    private static IEnumerable<int> ChannelsAt(
        MidiAddress address, IEnumerable<MidiRoute> routes, RigOptions options) =>
        routes.Where(route => route.Address == address).SelectMany(route => route switch
        {
            { Voice: { } voice } => [route.Channel ?? options.Midi.ChannelOf(voice)],
            _ => options.Midi.Channels,
        }).Distinct();
}
