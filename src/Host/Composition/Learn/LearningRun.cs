using Antiphon.Capture;
using Antiphon.Demo;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.MemoryBuffer;
using Antiphon.MemoryBuffer.Io;
using Antiphon.Perception;
using Antiphon.Perception.Io;

using Antiphon.Rig;
namespace Antiphon.Host.Composition;

/// <summary>
/// Learns a vocabulary from recordings, gives it its probe, and writes it; and then, where one is
/// wanted, hears the same recordings in these words and writes their corpus.
/// </summary>
internal sealed class LearningRun(
    Terminal terminal, RigOptions options, HearingSetup hearing, RigSystem rig)
{
    // Hearing is the longer half of the work; the rest is split evenly between the trainer's
    // stages.
    private const double HearingShare = 0.6;
    private static readonly int Stages = Enum.GetValues<TrainingStage>().Length;

    /// <summary>Learns from recordings.</summary>
    /// <param name="audio">Addresses of recordings.</param>
    /// <param name="output">The vocabulary file.</param>
    /// <param name="corpusOutput">The corpus file; null for none.</param>
    /// <exception cref="CommandException">
    /// There is too much sound, or two recordings of a corpus share a name.
    /// </exception>
    public static async Task<Learned> Learn(
        Terminal terminal, RigOptions options, IReadOnlyList<string> audio, string output,
        string? corpusOutput)
    {
        var sources = AudioInputs.OpenAll(audio).ToList();
        if (corpusOutput is not null)
        {
            CorpusHearing.RequireNames(sources);
        }

        using var hearing = HearingSetup.Open(options);
        await using var rig = new RigSystem(TimeProvider.System, terminal.Loggers);
        var run = new LearningRun(terminal, options, hearing, rig);
        var vocabulary = await run.Learn(sources).ConfigureAwait(false);
        VocabularyFile.Save(output, vocabulary);
        if (corpusOutput is null)
        {
            return new Learned(vocabulary, null);
        }

        var corpus = await run.Remember(sources, vocabulary, output).ConfigureAwait(false);
        CorpusFile.Save(corpusOutput, corpus);
        return new Learned(vocabulary, corpus);
    }

    private async Task<Vocabulary> Learn(IReadOnlyList<Func<IAudioInput>> sources)
    {
        var learned = await terminal
            .Progress("learning", progress => Learn(sources, progress))
            .ConfigureAwait(false);
        var audio = ProbeSound.Render();
        var heard = await ProbeRun
            .Hear(rig, hearing.Ears, learned, audio, ProbeSound.SampleRateHz)
            .ConfigureAwait(false);
        return learned with { Probe = new ProbeRecord(ProbeSound.SampleRateHz, audio, heard) };
    }

    private async Task<Vocabulary> Learn(
        IReadOnlyList<Func<IAudioInput>> sources, IProgress<double> progress)
    {
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

    private Task<Corpus> Remember(
        IReadOnlyList<Func<IAudioInput>> sources, Vocabulary vocabulary, string path) =>
        terminal.Progress("hearing", progress => CorpusHearing.Hear(
            rig, hearing.Ears, options, vocabulary, path, sources, progress));

    /// <param name="Corpus">Null when none was wanted.</param>
    public sealed record Learned(Vocabulary Vocabulary, Corpus? Corpus);

    private sealed class StageProgress(Action<double> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            report(((int)value.Stage + value.Fraction) / Stages);
    }
}
