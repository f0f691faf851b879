using System.CommandLine;
using Antiphon.Capture.Io;
using Antiphon.Disk.Io;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Session;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon tokens</c>: tokens and descriptors of every frame, as JSON lines.</summary>
internal static class TokensCommand
{
    public static Command Build()
    {
        var command = new Command("tokens", "Write the tokens of every frame as JSON lines");
        var audio = new Argument<string>("AUDIO") { Description = "A WAV file, or demo:" };
        var output = new Option<string>("--out") { Description = "The file", Required = true };
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
        command.SetAction((parsed, _) => Run(
            common.Terminal(parsed),
            common.Options(parsed),
            parsed.GetValue(audio)!,
            parsed.GetValue(output)!,
            Shelf.Vocabulary(
                parsed.GetValue(vocabulary) ?? HearingSetup.ShippedVocabulary)));
        return command;
    }

    private static async Task<int> Run(
        Terminal terminal, RigOptions options, string audio, string output, string vocabularyPath)
    {
        using var input = AudioInputs.Open(audio);
        using var hearing = HearingSetup.Open(options);
        var vocabulary = VocabularyFile.Load(vocabularyPath, hearing.Contract);
        await using var rig = new RigSystem(TimeProvider.System, terminal.Loggers);
        await ProbeRun.Require(rig, hearing.Ears, vocabulary).ConfigureAwait(false);

        using var file = new UnfinishedFile(output);
        using var lines = new TokenLines(file.PartPath);
        var outcome = await terminal.Progress("reading", progress => rig.Run(new RigPlan
        {
            Ears = hearing.Ears,
            Input = new ReportingAudioInput(input, progress),
            Quantizer = vocabulary.CreateQuantizer,
            Observer = lines,
        })).ConfigureAwait(false);
        RunEnd.RequireHeard(outcome, input.Name);
        lines.Close();
        file.Finish();
        terminal.Line($"wrote {lines.Count} tokens to {TextTable.Whole(output)}");
        terminal.Document(
            new { File = output, Tokens = lines.Count, TokenStreamSha256 = lines.Sha256 });
        return ExitCode.Done;
    }

    private sealed class TokenLines(string path) : IRigObserver, IDisposable
    {
        private readonly StreamWriter _file = new(path) { NewLine = "\n" };
        private readonly TokenStreamHash _hash = new();

        public long Count { get; private set; }

        public string Sha256 => _hash.ToHex();

        public void Tokenized(Slot slot)
        {
            if (slot is FrameToken token)
            {
                _file.WriteLine(SessionLine.Of(token));
                _hash.Append(token);
                Count++;
            }
        }

        public void Close() => _file.Dispose();

        public void Dispose()
        {
            Close();
            _hash.Dispose();
        }
    }
}
