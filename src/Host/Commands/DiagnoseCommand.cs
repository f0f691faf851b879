using System.CommandLine;
using Antiphon.Diagnosis;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Perception.Io;
using Antiphon.Rig;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon diagnose</c>: how diverse a recording's words are, live and in training, and what
/// averaging, the grid and the separation do to them.
/// </summary>
internal static class DiagnoseCommand
{
    public static Command Build()
    {
        var command = new Command("diagnose", "Compare what is heard live with what was learned");
        var audio = new Argument<string>("AUDIO") { Description = "A WAV file, or demo:" };
        var vocabulary = new Option<string?>("--vocabulary")
        {
            Description = "A vocabulary: its file, or its name",
        };
        var retrain = new Option<bool>("--retrain-averages")
        {
            Description = "Fit a vocabulary to averages too, and show what it hears",
        };
        command.Add(audio);
        command.Add(vocabulary);
        command.Add(retrain);
        OutputGuard.On(command);
        var common = new CommonOptions(command, hears: true);
        command.SetAction((parsed, _) => Run(
            common.Terminal(parsed),
            common.Options(parsed),
            parsed.GetValue(audio)!,
            Shelf.Vocabulary(
                parsed.GetValue(vocabulary) ?? HearingSetup.ShippedVocabulary),
            parsed.GetValue(retrain)));
        return command;
    }

    internal static async Task<int> Run(
        Terminal terminal, RigOptions options, string audio, string vocabularyPath, bool retrain)
    {
        AudioInputs.Open(audio).Dispose(); // what cannot be read is refused before all else
        using var hearing = HearingSetup.Open(options);
        var vocabulary = VocabularyFile.Load(vocabularyPath, hearing.Contract);
        await using var rig = new RigSystem(TimeProvider.System, terminal.Loggers);
        await ProbeRun.Require(rig, hearing.Ears, vocabulary).ConfigureAwait(false);

        var run = new DiagnosisRun(rig, hearing, vocabulary, () => AudioInputs.Open(audio));
        var refit = retrain ? options.Training : null;
        var report = await terminal.Progress("diagnosing", progress => run.Run(refit, progress))
            .ConfigureAwait(false);

        terminal.Table(DiagnosisDocument.Headings, DiagnosisDocument.Rows(report));
        terminal.Line(DiagnosisDocument.Footnote(report));
        var sentences = DiagnosisVerdict
            .Of(report, vocabulary.Runtime == Runtime.Fingerprint).ToList();
        sentences.ForEach(terminal.Line);
        terminal.Document(DiagnosisDocument.Of(report, sentences));
        return ExitCode.Done;
    }
}
