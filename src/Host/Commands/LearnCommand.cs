using System.CommandLine;
using System.Globalization;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Perception;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon learn</c>: listens to a sound-check, says what was heard, and learns a vocabulary
/// and a corpus from the recording of it, just as <c>train</c> would.
/// </summary>
internal static class LearnCommand
{
    private const double QuietestShownDb = -60;
    private const int MeterColumns = 30;

    public static Command Build()
    {
        var command = new Command(
            "learn", "Learn a vocabulary and a corpus from a live sound-check");
        var input = new Option<string>("--input")
        {
            Description = "What is heard, as for play",
            Required = true,
        };
        var output = new Option<string>("--out")
        {
            Description =
                "The vocabulary file; corpus (.corpus) and recording (.wav) lie beside it",
            Required = true,
        };
        var seconds = NumberFlag.Seconds(
            "--seconds", "How long to listen, two minutes unless said", 1, 3_600);
        command.Add(input);
        command.Add(output);
        command.Add(seconds);
        OutputGuard.On(command).Hears()
            .Reads(input, AudioInputs.FilesOf)
            .WritesInPlace(output, path => [path, Beside(path, ".wav"), Beside(path, ".corpus")]);
        var common = new CommonOptions(command, hears: true);
        command.SetAction((parsed, stop) => Run(
            common.Terminal(parsed),
            common.Options(parsed),
            parsed.GetValue(input)!,
            parsed.GetValue(output)!,
            parsed.GetValue(seconds) ?? 120,
            stop));
        return command;
    }

    private static async Task<int> Run(
        Terminal terminal, RigOptions options, string input, string output, double seconds,
        CancellationToken stop)
    {
        var (recording, corpusFile) = (Beside(output, ".wav"), Beside(output, ".corpus"));
        var found = await Listen(terminal, options, input, recording, seconds, stop)
            .ConfigureAwait(false);
        foreach (var line in found.Verdict)
        {
            terminal.Line(line);
        }

        if (found is { Channels.Verdict: { } lost, GateDb: null })
        {
            throw CommandException.Refused($"nothing can be learned from it: {lost}");
        }

        var (vocabulary, corpus) = await LearningRun
            .Learn(terminal, options, [recording], output, corpusFile).ConfigureAwait(false);
        terminal.Table(VocabularyTable.Headings, VocabularyTable.Rows(vocabulary));
        CorpusTable.Print(terminal, corpus!);
        terminal.Line(
            $"wrote {TextTable.Whole(output)}, {TextTable.Whole(corpusFile)}, and the recording "
            + TextTable.Whole(recording));
        terminal.Line(TrainCommand.HowToPlay(options, output, corpusFile, input));
        terminal.Document(new
        {
            SoundCheck = found,
            Recording = recording,
            Vocabulary = VocabularyTable.Document(vocabulary, output),
            Corpus = CorpusTable.Document(corpus!, corpusFile),
        });
        return ExitCode.Done;
    }

    private static async Task<SoundFindings> Listen(
        Terminal terminal, RigOptions options, string address, string recording, double seconds,
        CancellationToken stop)
    {
        var input =
            AudioInputs.OpenLive(new PlaySettings { Input = address }, options.Capture);
        LiveInputPrinter.Opened(terminal, input);
        using var signals = new StopSignals(stop);
        terminal.Line($"listening to {TextTable.Whole(input.Name)} for {Text(seconds)} s: "
            + "play as you will play, and be silent for ten seconds of it (Ctrl-C ends it early)");
        return await SoundCheckRun.Hear(
            input,
            options.Capture.Channel,
            recording,
            seconds,
            (at, levelDb) => terminal.Line(
                $"{Text(at),5} s  {Meter(levelDb)}  {Text(levelDb)} dBFS"),
            signals.Token).ConfigureAwait(false);
    }

    private static string Beside(string output, string extension)
    {
        var beside = Path.ChangeExtension(output, extension);
        return beside != output
            ? beside
            : throw CommandException.BadUsage(
                $"--out {output} is the vocabulary: {extension} is kept for what lies beside it; "
                + "write .safetensors");
    }

    private static string Meter(double levelDb)
    {
        var lit = (int)Math.Round(
            MeterColumns * Math.Clamp(1 - levelDb / QuietestShownDb, 0, 1));
        return new string('#', lit).PadRight(MeterColumns, '.');
    }

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
