using System.CommandLine;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Perception;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon train</c>: learns a vocabulary from every frame of recordings.</summary>
internal static class TrainCommand
{
    public static Command Build()
    {
        var command = new Command("train", "Learn a vocabulary from recordings");
        var audio = new Argument<string[]>("AUDIO")
        {
            Description =
                "WAV files; generated: stands for the corpus that the program makes itself",
            Arity = ArgumentArity.OneOrMore,
        };
        var output =
            new Option<string>("--out") { Description = "The vocabulary file", Required = true };
        var corpus = new Option<string?>("--corpus")
        {
            Description = "Keep the recordings too, word by word, as this corpus file",
        };
        command.Add(audio);
        command.Add(output);
        command.Add(corpus);
        OutputGuard.On(command).Hears()
            .Reads(audio, AudioInputs.FilesOf)
            .WritesInPlace(output)
            .WritesInPlace(corpus);
        var common = new CommonOptions(command, hears: true);
        command.SetAction((parsed, _) => Run(
            common.Terminal(parsed),
            common.Options(parsed),
            parsed.GetValue(audio)!,
            parsed.GetValue(output)!,
            parsed.GetValue(corpus)));
        return command;
    }

    internal static async Task<int> Run(
        Terminal terminal, RigOptions options, IReadOnlyList<string> audio, string output,
        string? corpusOutput = null)
    {
        var (vocabulary, corpus) = await LearningRun
            .Learn(terminal, options, audio, output, corpusOutput).ConfigureAwait(false);
        terminal.Line(Heard(vocabulary));
        terminal.Line(vocabulary.Audit.ToString());
        terminal.Table(VocabularyTable.Headings, VocabularyTable.Rows(vocabulary));
        terminal.Line($"wrote {TextTable.Whole(output)}");
        if (corpus is not null)
        {
            CorpusTable.Print(terminal, corpus);
            terminal.Line($"wrote {TextTable.Whole(corpusOutput!)}");
            terminal.Line(HowToPlay(options, output, corpusOutput!, "portaudio:"));
        }

        terminal.Document(corpus is null
            ? VocabularyTable.Document(vocabulary, output)
            : new
            {
                Vocabulary = VocabularyTable.Document(vocabulary, output),
                Corpus = CorpusTable.Document(corpus, corpusOutput!),
            });
        return ExitCode.Done;
    }

    /// <summary>The command that plays with a vocabulary and its corpus.</summary>
    internal static string HowToPlay(
        RigOptions options, string vocabulary, string corpus, string input)
    {
        var model = options.Encoder.Model == new RigOptions().Encoder.Model
            ? ""
            : $" --model {Word(options.Encoder.Model)}";
        return $"play with both: antiphon play --input {Word(input)} --output jack: "
            + $"--vocabulary {Word(vocabulary)} --corpus {Word(corpus)}{model}";
    }

    private static string Word(string text) =>
        text.Contains(' ') ? $"\"{TextTable.Whole(text)}\"" : text;

    private static string Heard(Vocabulary vocabulary)
    {
        var offsets = vocabulary.Hearings.Select(hearing => hearing.OffsetSamples).Distinct();
        return $"{vocabulary.Recordings.Count} recordings, each heard from a cold start at grid "
            + $"offsets of {string.Join(", ", offsets)} samples";
    }
}
