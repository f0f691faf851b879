using System.CommandLine;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.MemoryBuffer;
using Antiphon.MemoryBuffer.Io;
using Antiphon.Perception.Io;
using Antiphon.Rig;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon corpus</c>: recordings that a partner remembers before the first sound.
/// </summary>
internal static class CorpusCommand
{
    public static Command Build() => new("corpus", "What a partner remembers from the start")
    {
        Hear(),
        List(),
        Merge(),
        Label(),
    };

    private static Command Hear()
    {
        var command = new Command("build", "Hear recordings and keep them word by word");
        var audio = new Argument<string[]>("AUDIO")
        {
            Description = "WAV files, demo:, or generated: for the program's own pieces",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = Output();
        var vocabulary = new Option<string?>("--vocabulary")
        {
            Description = "A vocabulary: its file, or its name",
        };
        command.Add(audio);
        command.Add(output);
        command.Add(vocabulary);
        OutputGuard.On(command).Hears()
            .Reads(audio, AudioInputs.FilesOf)
            .Reads(
                vocabulary, name => [Shelf.Vocabulary(name)],
                otherwise: HearingSetup.ShippedVocabulary)
            .WritesInPlace(output);
        var common = new CommonOptions(command, hears: true);
        command.SetAction((parsed, _) => Hear(
            common.Terminal(parsed),
            common.Options(parsed),
            parsed.GetValue(audio)!,
            Shelf.Vocabulary(
                parsed.GetValue(vocabulary) ?? HearingSetup.ShippedVocabulary),
            parsed.GetValue(output)!));
        return command;
    }

    private static async Task<int> Hear(
        Terminal terminal,
        RigOptions options,
        IReadOnlyList<string> audio,
        string vocabularyPath,
        string output)
    {
        using var hearing = HearingSetup.Open(options);
        var vocabulary = VocabularyFile.Load(vocabularyPath, hearing.Contract);
        await using var rig = new RigSystem(TimeProvider.System, terminal.Loggers);
        await ProbeRun.Require(rig, hearing.Ears, vocabulary).ConfigureAwait(false);
        var sources = AudioInputs.OpenAll(audio).ToList();
        var corpus = await terminal.Progress("hearing", progress => CorpusHearing.Hear(
            rig, hearing.Ears, options, vocabulary, vocabularyPath, sources, progress))
            .ConfigureAwait(false);
        return Keep(terminal, corpus, output);
    }

    private static Command List()
    {
        var command = new Command("list", "What a corpus holds");
        var path = Corpus("C", "A corpus file");
        command.Add(path);
        OutputGuard.On(command);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(path)!;
            return Tell(common.Terminal(parsed), CorpusFile.Load(file), file);
        });
        return command;
    }

    private static Command Merge()
    {
        var command = new Command("merge", "Make one corpus of several");
        var paths = new Argument<string[]>("C")
        {
            Description = "Corpus files of the same vocabulary",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = Output();
        command.Add(paths);
        command.Add(output);
        OutputGuard.On(command).Reads(paths).WritesInPlace(output);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var corpora = parsed.GetValue(paths)!.Select(CorpusFile.Load);
            var merged = corpora.Aggregate((whole, next) => whole.Merge(next));
            return Keep(common.Terminal(parsed), merged, parsed.GetValue(output)!);
        });
        return command;
    }

    private static Command Label()
    {
        var command = new Command("label", "Name a stretch of a recording");
        var path = Corpus("C", "The corpus file, which is rewritten");
        var recording = Needed<string>("--recording", "Name of the recording");
        var from = NumberFlag.Seconds("--from", "Where the stretch begins", 0, 86_400);
        var to = NumberFlag.Seconds("--to", "Where it ends", 0, 86_400);
        (from.Required, to.Required) = (true, true);
        var label = Needed<string>("--label", "What it is called");
        command.Add(path);
        command.Add(recording);
        command.Add(from);
        command.Add(to);
        command.Add(label);
        OutputGuard.On(command).Writes(path, file => [file]); // rewritten on purpose
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(path)!;
            var labelled = CorpusFile.Load(file).Label(new CorpusRegion(
                parsed.GetValue(recording)!,
                parsed.GetValue(from)!.Value,
                parsed.GetValue(to)!.Value,
                parsed.GetValue(label)!));
            return Keep(common.Terminal(parsed), labelled, file);
        });
        return command;
    }

    private static int Keep(Terminal terminal, Corpus corpus, string path)
    {
        CorpusFile.Save(path, corpus);
        Tell(terminal, corpus, path);
        terminal.Line($"wrote {TextTable.Whole(path)}");
        return ExitCode.Done;
    }

    private static int Tell(Terminal terminal, Corpus corpus, string path)
    {
        CorpusTable.Print(terminal, corpus);
        terminal.Document(CorpusTable.Document(corpus, path));
        return ExitCode.Done;
    }

    private static Argument<string> Corpus(string name, string description) =>
        new(name) { Description = description };

    private static Option<string> Output() => Needed<string>("--out", "The corpus file");

    private static Option<T> Needed<T>(string name, string description) =>
        new(name) { Description = description, Required = true };
}
