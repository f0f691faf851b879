using Antiphon.Host.Output;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Replay;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Session.Io;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Composition;

/// <summary>
/// Brings a session to its end that was cut off by a kill or a power cut: summary, report and reply
/// from what was written, with the second up to which that goes.
/// </summary>
internal static class SessionFinish
{
    /// <summary>Finishes what lies in a folder.</summary>
    /// <returns>What became of it.</returns>
    /// <exception cref="IOException">The disk does not take it: another time.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop: another time.</exception>
    public static FinishedSession Run(SessionFolder folder, CancellationToken stop)
    {
        if (!Directory.Exists(folder.FullPath))
        {
            // A volume may be away; what was deleted is of no interest.
            var isDeleted = Directory.Exists(Path.GetDirectoryName(folder.FullPath));
            return new FinishedSession(isDeleted, null);
        }

        if (!File.Exists(folder.Lock) && !File.Exists(folder.Start)
            && Directory.EnumerateFileSystemEntries(folder.FullPath).Any())
        {
            // It was cleared, and is somebody else's now.
            return new FinishedSession(true, null);
        }

        using var held = SessionClaim.TryTakeLeft(folder);
        if (held is null)
        {
            return new FinishedSession(false, null);
        }

        if (File.Exists(folder.Summary) && File.Exists(folder.Report) && File.Exists(folder.Reply))
        {
            return new FinishedSession(true, null);
        }

        if (!File.Exists(folder.Start))
        {
            // It was cut off before anything was heard.
            SessionClaim.RemoveEmpty(folder);
            return new FinishedSession(true, null);
        }

        try
        {
            return new FinishedSession(true, Finish(folder, stop));
        }
        catch (Exception e) when (e is CommandException or JournalException or MidiException
            or VocabularyRefusedException or CorpusRefusedException or InvalidDataException)
        {
            return new FinishedSession(true, Text(
                $"{folder.FullPath} was cut off by a kill or a power cut, and cannot be finished: ")
                + e.Message);
        }
    }

    private static string Finish(SessionFolder folder, CancellationToken stop)
    {
        var start = SessionStart.Load(folder);
        var replied = FileMidiOutput.Finish(folder.Reply, start.Options.Midi)
            || File.Exists(folder.Reply);
        var vocabulary = VocabularyOf(start);
        var mind = new MindStart(
            start.Options.Agent, start.Options.Memory, GroundOf(start, vocabulary), start.Lines,
            start.Followed())
        {
            Chart = start.Chart?.Read(),
            Charts = PlayedChart.ByName(start.Charts ?? []),
            RecallsNotes = start.JournalSchema >= JournalLine.RecallsNotesFrom,
        };
        using var run = new ReplayRun(
            start, mind, folder, replied ? null : folder.Reply, decisions: null, notes: null);
        if (new FileInfo(folder.Heard) is { Exists: true, Length: > 0 })
        {
            run.Play(stop);
        }
        else
        {
            run.End();
        }

        Write(folder, start, run, vocabulary, mind);
        return Text($"{folder.FullPath} was cut off at {run.Until.Seconds:0.0} s by a kill or a ")
            + "power cut; its summary, report and reply.mid are made from what was written";
    }

    private static Vocabulary VocabularyOf(SessionStart start)
    {
        var vocabulary = VocabularyFile.Load(start.Vocabulary.Path);
        return vocabulary.WordsSha256() == start.Vocabulary.Sha256
            && vocabulary.Contract.Sha256() == start.Contract
            ? vocabulary
            : throw CommandException.Refused(
                $"{start.Vocabulary.Path} holds other words than when it was played");
    }

    private static PriorMemory GroundOf(SessionStart start, Vocabulary vocabulary) =>
        CorpusHearing.Ground(
            [.. start.Corpora.Select(corpus => corpus.Path)], vocabulary, start.Vocabulary.Path,
            start.Options.Memory);

    private static void Write(
        SessionFolder folder, SessionStart start, ReplayRun run, Vocabulary vocabulary,
        MindStart mind)
    {
        var details = run.Record.Details();
        var alone = new CancellationToken(canceled: true);
        var summary = SessionSummary.Of(
            run.Record, vocabulary, RigOutcome.OfNothingHeard, run.Transport.Statistics,
            ShuffledBaseline.Measure(details, mind, run.Entries, alone),
            workSeconds: 0, allocatedBytes: 0) with
        {
            CutAtSeconds = run.Until.Seconds,
        };
        SessionFile.WriteText(
            folder.Report,
            ReportPage.Write(
                start.Input.Name, summary, details, vocabulary, SessionFacts.Of(start)));
        SessionFile.WriteJson(folder.Summary, summary);
    }
}

/// <summary>What became of a session that was cut off.</summary>
/// <param name="IsOver">Nothing more is to be made of it.</param>
/// <param name="Told">What a person is to know; null for nothing.</param>
internal sealed record FinishedSession(bool IsOver, string? Told);
