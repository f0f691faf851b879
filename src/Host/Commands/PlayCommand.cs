using System.CommandLine;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Transcription;
using Antiphon.Wording;

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

    private static readonly Option<string?> ChartFile = new("--chart")
    {
        Description = "A chart of what is played: its bars and chords, as | Dm7 | G7 | C | % |",
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Check the setlist or the chart, show it, and play nothing",
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
        Description = "A vocabulary: its file, or its name",
    };

    private static readonly Option<string[]> Corpora = new("--corpus")
    {
        Description = "A corpus that is remembered from the start, by its file or its name; may be "
            + "given several times",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<double?> Duration =
        NumberFlag.Seconds("--duration", "End after so long", 0.1, 31_622_400);

    private static readonly Option<bool> Record = new("--record")
    {
        Description = "Keep what was captured as input.wav",
    };

    private static readonly Option<bool> NoWait = new("--no-wait")
    {
        Description = "Refuse a device that is not there, instead of waiting for it",
    };

    private static readonly Option<int?> Rate = NumberFlag.Whole(
        "--rate", "Rate of the raw samples on stdin:, in Hz; 44100 unless said",
        4_000, 768_000, 48_000);

    private static readonly Option<int?> Channels = NumberFlag.Whole(
        "--channels", "Channels of the raw samples on stdin:; 1 unless said", 1, 64, 2);

    public static Command Build()
    {
        var command = new Command("play", "Listen to an input and answer in MIDI")
        {
            Input, Outputs, MidiIn, Vocabulary, Corpora,
        };
        var flags = new RunOptions(command);
        foreach (var option in (Option[])[
            Duration, Record, Setlist, ChartFile, DryRun, NoWait, Rate, Channels])
        {
            command.Add(option);
        }

        flags.Guard(command)
            .Reads(Input, AudioInputs.FilesOf)
            .Reads(
                Vocabulary, name => [Shelf.Vocabulary(name)],
                otherwise: HearingSetup.ShippedVocabulary)
            .Reads(Corpora, name => [Shelf.Corpus(name)])
            .Reads(Setlist, ReadSetlist.FilesOf)
            .Reads(ChartFile)
            .Writes(Outputs, RunOptions.FilesOf, alsoDevices: true);
        var common = new CommonOptions(command, hears: true);
        command.SetAction(async (parsed, stop) =>
        {
            var terminal = common.Terminal(parsed);
            if (parsed.GetValue(DryRun))
            {
                return DryRunOf(terminal, common.Options(parsed), parsed);
            }

            var settings = Settings(parsed, flags);
            terminal.Line(PlayDevices.Destination(settings));
            var played = await PlaySession
                .Run(terminal, common.Options(parsed), settings, stop)
                .ConfigureAwait(false);
            SessionVerdict.Print(terminal, played);
            return ExitCode.Done;
        });
        return command;
    }

    private static PlaySettings Settings(ParseResult parsed, RunOptions flags)
    {
        var input = parsed.GetValue(Input) ?? throw CommandException.BadUsage(
            "play wants --input: portaudio:NAME, file:PATH, stdin: or demo:; for example: "
            + CommandExamples.Of(parsed.CommandResult.Command)[0]);
        RequireAddresses(parsed, input);
        var settings = flags.Settings(parsed, input) with
        {
            Outputs = parsed.GetValue(Outputs) ?? [],
            Corpora = CorporaOf(parsed),
            MidiInput = parsed.GetValue(MidiIn),
            DurationSeconds = parsed.GetValue(Duration),
            Setlist = parsed.GetValue(Setlist) is { } setlist ? ReadSetlist.Load(setlist) : null,
            Chart = parsed.GetValue(ChartFile) is { } chart ? PlayedChart.Load(chart) : null,
            Record = parsed.GetValue(Record),
            WaitsForDevices = !parsed.GetValue(NoWait),
            RawRateHz = parsed.GetValue(Rate) ?? 44_100,
            RawChannels = parsed.GetValue(Channels) ?? 1,
        };
        return parsed.GetValue(Vocabulary) is { } path
            ? settings with { Vocabulary = Shelf.Vocabulary(path) }
            : settings;
    }

    private static IReadOnlyList<string> CorporaOf(ParseResult parsed) =>
        [.. (parsed.GetValue(Corpora) ?? []).Select(Shelf.Corpus)];

    // What is mistyped is told before the rig proves its ears, which takes seconds.
    private static void RequireAddresses(ParseResult parsed, string input)
    {
        AudioInputs.RequireKnown(input);
        foreach (var output in parsed.GetValue(Outputs) ?? [])
        {
            MidiRoute.Parse(output);
        }

        if (parsed.GetValue(MidiIn) is { } keyboard)
        {
            MidiAddress.ParseInput(keyboard);
        }
    }

    private static int DryRunOf(Terminal terminal, RigOptions options, ParseResult parsed)
    {
        var (setlist, chart) = (parsed.GetValue(Setlist), parsed.GetValue(ChartFile));
        if (setlist is null && chart is null)
        {
            throw CommandException.BadUsage("--dry-run goes with --setlist FILE or --chart FILE");
        }

        if (chart is not null)
        {
            Show(terminal, PlayedChart.Load(chart).Read());
        }

        return setlist is null
            ? ExitCode.Done
            : Show(terminal, options, setlist, CorporaOf(parsed));
    }

    private static void Show(Terminal terminal, Chart chart)
    {
        terminal.Table(ChartTable.Headings, ChartTable.Rows(chart));
        terminal.Line($"{InvariantText.Count(chart.Bars.Length, "bar")}; the form goes round from "
            + $"bar {chart.LoopFrom + 1} to {chart.LoopTo}");
        terminal.Document(new
        {
            chart.Title,
            LoopFrom = chart.LoopFrom + 1,
            chart.LoopTo,
            Bars = chart.Bars.Select(bar => new
            {
                bar.Section,
                bar.Number,
                Time = $"{bar.Beats}/{bar.BeatOf}",
                Chords = bar.Written,
                Key = bar.Key.Name(),
            }),
        });
    }

    private static int Show(
        Terminal terminal, RigOptions options, string path, IReadOnlyList<string> corpora)
    {
        var setlist = ReadSetlist.Load(path).Setlist;
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
}
