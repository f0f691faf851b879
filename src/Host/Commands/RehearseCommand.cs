using System.CommandLine;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Rehearsal;
using Antiphon.Time;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon rehearse</c>: measures this box with its real input and ports, and says which
/// profile it can hold.
/// </summary>
internal static class RehearseCommand
{
    public static Command Build()
    {
        var command = new Command("rehearse", "Measure this box, and say what it can hold");
        var input = new Option<string>("--input")
        {
            Description = "What is heard, as for play; demo: is paced in real time",
            DefaultValueFactory = _ => AudioInputs.Demo,
        };
        var outputs = new Option<string[]>("--output")
        {
            Description = $"Where the reply goes: {MidiAddress.Outputs}",
            DefaultValueFactory = _ => ["null:"],
        };
        var seconds = NumberFlag.Seconds(
            "--seconds", "How long to play, 20 s unless said", 1, 3_600);
        var vocabulary = new Option<string?>("--vocabulary")
        {
            Description = "A vocabulary: its file, or its name",
        };
        var chart = new Option<string?>("--chart")
        {
            Description = "A chart of what is played, as for play",
        };
        foreach (var option in (Option[])[input, outputs, seconds, vocabulary, chart])
        {
            command.Add(option);
        }

        OutputGuard.On(command).Hears()
            .Reads(input, AudioInputs.FilesOf)
            .Reads(
                vocabulary, name => [Shelf.Vocabulary(name)],
                otherwise: HearingSetup.ShippedVocabulary)
            .Reads(chart)
            .Writes(outputs, RunOptions.FilesOf, alsoDevices: true);

        var common = new CommonOptions(command, hears: true);
        command.SetAction(async (parsed, stop) =>
        {
            var settings = new PlaySettings
            {
                Input = parsed.GetValue(input)!,
                Outputs = parsed.GetValue(outputs)!,
                DurationSeconds = parsed.GetValue(seconds) ?? 20,
                Vocabulary = Shelf.Vocabulary(
                    parsed.GetValue(vocabulary) ?? HearingSetup.ShippedVocabulary),
                Chart = parsed.GetValue(chart) is { } file ? PlayedChart.Load(file) : null,
            };
            var profiles = ConfigurationLoader.Profiles
                .Select(name => ProfileOf(name, common.OptionsOf(parsed, name)))
                .ToList();
            var terminal = common.Terminal(parsed);
            var figures = await RehearsalRun
                .Measure(terminal, common.Options(parsed), settings, stop).ConfigureAwait(false);
            Print(terminal, figures, RehearsalVerdict.Of(figures, profiles));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(
        Terminal terminal, RehearsalFigures figures, RehearsalVerdict verdict)
    {
        terminal.Table(RehearsalDocument.Headings, RehearsalDocument.Rows(figures));
        terminal.Table(RehearsalDocument.SplitHeadings, RehearsalDocument.SplitRows(figures));
        foreach (var sentence in verdict.Sentences)
        {
            terminal.Line(sentence);
        }

        terminal.Document(RehearsalDocument.Of(figures, verdict));
    }

    private static RehearsalProfile ProfileOf(string name, RigOptions options) => new(
        name,
        options.Agent.DecisionDelayMs,
        new SampleCount(options.Hpss.LookAheadSamples).Seconds * 1_000,
        options.Flow.StageTimeoutMs,
        options.Flow.HangLimitMs);
}
