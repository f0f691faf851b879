using System.CommandLine;
using Antiphon.Host.Composition;
using Antiphon.Host.Output;
using Antiphon.Midi;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon play</c>: listens to an input and answers.</summary>
internal static class PlayCommand
{
    public static Command Build()
    {
        var command = new Command("play", "Listen to an input and answer in MIDI");
        var input = new Option<string>("--input")
        {
            Description = "What is heard: portaudio:NAME, file:PATH, stdin: or demo:",
            Required = true,
        };
        var output = new Option<string[]>("--output")
        {
            Description = $"Where the reply goes: {MidiAddress.Outputs}; melody=… or bass=… for "
                + "one voice, bass@10=… on a channel of its own; may be given several times",
            DefaultValueFactory = _ => [],
        };
        var midiIn = new Option<string?>("--midi-in")
        {
            Description = $"A MIDI keyboard that is heard too: {MidiAddress.Inputs}",
        };
        var vocabulary = new Option<string?>("--vocabulary") { Description = "A vocabulary file" };
        var corpora = new Option<string[]>("--corpus")
        {
            Description = "A corpus that is remembered from the start; may be given several times",
            DefaultValueFactory = _ => [],
        };
        var flags = new RunOptions(command);
        var duration =
            new Option<double?>("--duration") { Description = "End after so many seconds" };
        var record =
            new Option<bool>("--record") { Description = "Keep what was captured as input.wav" };
        var rate = new Option<int>("--rate")
        {
            Description = "Rate of the raw samples on stdin:, in Hz",
            DefaultValueFactory = _ => 44_100,
        };
        var channels = new Option<int>("--channels")
        {
            Description = "Channels of the raw samples on stdin:",
            DefaultValueFactory = _ => 1,
        };
        command.Add(input);
        command.Add(output);
        command.Add(midiIn);
        command.Add(vocabulary);
        command.Add(corpora);
        command.Add(duration);
        command.Add(record);
        command.Add(rate);
        command.Add(channels);
        var common = new CommonOptions(command);
        command.SetAction(async (parsed, stop) =>
        {
            var settings = flags.Settings(parsed, parsed.GetValue(input)!) with
            {
                Outputs = parsed.GetValue(output) ?? [],
                Corpora = parsed.GetValue(corpora) ?? [],
                MidiInput = parsed.GetValue(midiIn),
                DurationSeconds = parsed.GetValue(duration),
                Record = parsed.GetValue(record),
                RawRateHz = Checked("--rate", parsed.GetValue(rate), 4_000, 768_000),
                RawChannels = Checked("--channels", parsed.GetValue(channels), 1, 64),
            };
            if (parsed.GetValue(vocabulary) is { } path)
            {
                settings = settings with { Vocabulary = path };
            }

            var terminal = common.Terminal(parsed);
            var played = await PlaySession.Run(terminal, common.Options(parsed), settings, stop)
                .ConfigureAwait(false);
            SessionVerdict.Print(terminal, played);
            return ExitCode.Done;
        });
        return command;
    }
    private static int Checked(string option, int value, int least, int most) =>
        value >= least && value <= most
            ? value
            : throw CommandException.BadUsage($"{option} {value} is not {least} to {most}");
}
