using System.CommandLine;
using Antiphon.Demo;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Perception;
using Antiphon.Perception.Io;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon train</c>: learns a vocabulary from every frame of recordings.</summary>
internal static class TrainCommand
{
    // Hearing is the longer half of the work; the rest is split evenly between the trainer's
    // stages.
    private const double HearingShare = 0.6;
    private static readonly int Stages = Enum.GetValues<TrainingStage>().Length;

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
        command.Add(audio);
        command.Add(output);
        var common = new CommonOptions(command);
        command.SetAction((parsed, _) => Run(
            common.Terminal(parsed),
            common.Options(parsed),
            parsed.GetValue(audio)!,
            parsed.GetValue(output)!));
        return command;
    }

    /// <summary>Learns a vocabulary, gives it its probe, and writes it.</summary>
    public static async Task<Vocabulary> Learn(
        Terminal terminal, RigOptions options, IReadOnlyList<string> audio, string output)
    {
        using var hearing = HearingSetup.Open(options);
        await using var rig = new Rig.Rig(TimeProvider.System);
        var learned = await terminal
            .Progress("learning", progress => Learn(rig, hearing, options, audio, progress))
            .ConfigureAwait(false);
        var probed = await AddProbe(rig, hearing, learned).ConfigureAwait(false);
        VocabularyFile.Save(output, probed);
        return probed;
    }

    internal static async Task<int> Run(
        Terminal terminal, RigOptions options, IReadOnlyList<string> audio, string output)
    {
        var probed = await Learn(terminal, options, audio, output).ConfigureAwait(false);
        terminal.Line(Heard(probed));
        terminal.Line(probed.Audit.ToString());
        terminal.Table(VocabularyTable.Headings, VocabularyTable.Rows(probed));
        terminal.Line($"wrote {output}");
        terminal.Document(VocabularyTable.Document(probed, output));
        return ExitCode.Done;
    }

    private static async Task<Vocabulary> Learn(
        Rig.Rig rig,
        HearingSetup hearing,
        RigOptions options,
        IReadOnlyList<string> audio,
        IProgress<double> progress)
    {
        var sources = AudioInputs.OpenAll(audio).ToList();
        var listener = new RecordingListener(
            rig, hearing.Ears, GridOffsets.Of(options.Training.GridOffsets));
        var recordings = new List<TrainingRecording>();
        foreach (var (index, source) in sources.Index())
        {
            void Report(double heard) =>
                progress.Report(HearingShare * (index + heard) / sources.Count);
            recordings.AddRange(await listener.Hear(source, Report).ConfigureAwait(false));
        }

        var trainer = new VocabularyTrainer(hearing.Contract, options.Training);
        return trainer.Train(
            recordings,
            Runtime.Fingerprint,
            new StageProgress(stage => progress.Report(HearingShare + (1 - HearingShare) * stage)));
    }

    private static string Heard(Vocabulary vocabulary)
    {
        var offsets = vocabulary.Hearings.Select(hearing => hearing.OffsetSamples).Distinct();
        return $"{vocabulary.Recordings.Count} recordings, each heard from a cold start at grid "
            + $"offsets of {string.Join(", ", offsets)} samples";
    }

    private static async Task<Vocabulary> AddProbe(
        Rig.Rig rig, HearingSetup hearing, Vocabulary vocabulary)
    {
        var audio = ProbeSound.Render();
        var heard = await ProbeRun
            .Hear(rig, hearing.Ears, vocabulary, audio, ProbeSound.SampleRateHz)
            .ConfigureAwait(false);
        return vocabulary with { Probe = new ProbeRecord(ProbeSound.SampleRateHz, audio, heard) };
    }

    private sealed class StageProgress(Action<double> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            report(((int)value.Stage + value.Fraction) / Stages);
    }
}
