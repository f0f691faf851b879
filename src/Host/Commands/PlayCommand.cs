using System.CommandLine;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Midi;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon play</c>: listens to an input and answers.</summary>
internal static class PlayCommand
{
    private static readonly Option<string?> Input = new("--input")
    {
        Description = "What is heard: portaudio:NAME, file:PATH, stdin: or demo:",
    };

    private static readonly Option<string?> Setlist = new("--setlist")
    {
        Description = "A setlist: pieces with their settings, one after another",
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Check the setlist, show it, and play nothing",
    };

    private static readonly Option<string[]> Outputs = new("--output")
    {
        Description = $"Where the reply goes: {MidiAddress.Outputs}; melody=… or bass=… for "
            + "one voice, bass@10=… on a channel of its own; may be given several times",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> MidiIn = new("--midi-in")
    {
        Description = "A MIDI keyboard that is heard too, and whose controllers command: "
            + MidiAddress.Inputs,
    };

    private static readonly Option<string?> Vocabulary = new("--vocabulary")
    {
        Description = "A vocabulary file",
    };

    private static readonly Option<string[]> Corpora = new("--corpus")
    {
        Description = "A corpus that is remembered from the start; may be given several times",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<double?> Duration = new("--duration")
    {
        Description = "End after so many seconds",
    };

    private static readonly Option<bool> Record = new("--record")
    {
        Description = "Keep what was captured as input.wav",
    };

    private static readonly Option<bool> NoWait = new("--no-wait")
    {
        Description = "Refuse a device that is not there, instead of waiting for it",
    };

    private static readonly Option<int> Rate = new("--rate")
    {
        Description = "Rate of the raw samples on stdin:, in Hz",
        DefaultValueFactory = _ => 44_100,
    };

    private static readonly Option<int> Channels = new("--channels")
    {
        Description = "Channels of the raw samples on stdin:",
        DefaultValueFactory = _ => 1,
    };

    public static Command Build()
    {
        var command = new Command("play", "Listen to an input and answer in MIDI")
        {
            Input, Outputs, MidiIn, Vocabulary, Corpora,
        };
        var flags = new RunOptions(command);
        foreach (var option in (Option[])[
            Duration, Record, Setlist, DryRun, NoWait, Rate, Channels])
        {
            command.Add(option);
        }

        var common = new CommonOptions(command);
        command.SetAction(async (parsed, stop) =>
        {
            var terminal = common.Terminal(parsed);
            if (parsed.GetValue(DryRun))
            {
                return Show(
                    terminal, common.Options(parsed), parsed.GetValue(Setlist),
                    parsed.GetValue(Corpora) ?? []);
            }

            var (options, settings) = (common.Options(parsed), Settings(parsed, flags));
            terminal.Line(PlayDevices.Destination(settings));
            var played = await PlaySession.Run(terminal, options, settings, stop)
                .ConfigureAwait(false);
            SessionVerdict.Print(terminal, played);
            return ExitCode.Done;
        });
        return command;
    }

    private static PlaySettings Settings(ParseResult parsed, RunOptions flags)
    {
        var input = parsed.GetValue(Input) ?? throw CommandException.BadUsage(
            "--input is missing: portaudio:NAME, file:PATH, stdin: or demo:");
        var settings = flags.Settings(parsed, input) with
        {
            Outputs = parsed.GetValue(Outputs) ?? [],
            Corpora = parsed.GetValue(Corpora) ?? [],
            MidiInput = parsed.GetValue(MidiIn),
            DurationSeconds = parsed.GetValue(Duration),
            Setlist = parsed.GetValue(Setlist),
            Record = parsed.GetValue(Record),
            WaitsForDevices = !parsed.GetValue(NoWait),
            RawRateHz = Checked("--rate", parsed.GetValue(Rate), 4_000, 768_000),
            RawChannels = Checked("--channels", parsed.GetValue(Channels), 1, 64),
        };
        return parsed.GetValue(Vocabulary) is { } path
            ? settings with { Vocabulary = path }
            : settings;
    }

    private static int Show(
        Terminal terminal, RigOptions options, string? path, IReadOnlyList<string> corpora)
    {
        var setlist = PlaySchedule.Load(
            path ?? throw CommandException.BadUsage("--dry-run goes with --setlist FILE"));
        var schedule = PlaySchedule.Of(setlist, options, PlaySchedule.NamesIn(corpora));
        terminal.Table(SetlistTable.Headings, SetlistTable.Rows(setlist));
        terminal.Line($"{setlist.Pieces.Count} pieces; everything in them can be played");
        terminal.Document(new
        {
            setlist.Seconds,
            setlist.Pieces,
            Commands = schedule.Select(given => new
            {
                T = given.At.Seconds,
                Command = char.ToUpperInvariant(given.Command.Kind[0]) + given.Command.Kind[1..],
                Is = (object)given.Command,
            }),
        });
        return ExitCode.Done;
    }

    private static int Checked(string option, int value, int least, int most) =>
        value >= least && value <= most
            ? value
            : throw CommandException.BadUsage($"{option} {value} is not {least} to {most}");
}
