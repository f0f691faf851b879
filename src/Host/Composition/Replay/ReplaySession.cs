using Antiphon.Disk.Io;
using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Replay;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Session.Io;
using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Composition;

/// <summary>A session played again from what it left, and held against it.</summary>
internal static class ReplaySession
{
    private const int MostReplyBytes = 256_000_000;

    /// <summary>Replays a session into a folder of its own.</summary>
    /// <param name="stop">Ends it early; then nothing is left.</param>
    /// <exception cref="CommandException">
    /// It cannot be replayed here: something that it rested on is gone or is another.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static async Task<ReplayedSession> Run(
        ReplaySettings settings, ILoggerFactory loggers, CancellationToken stop)
    {
        var log = loggers.CreateLogger(nameof(ReplaySession));
        var played = new SessionFolder(settings.Played);
        var start = SessionStart.Load(played);
        using var hearing = await LongStep
            .Run(() => HearingSetup.Open(start.Options), stop).ConfigureAwait(false);
        var vocabulary = VocabularyOf(start, hearing);
        if (!File.Exists(played.Decisions))
        {
            throw CommandException.Refused(
                $"there is no {played.Decisions}: nothing tells what was decided, and so nothing "
                + "can be compared");
        }

        var ground = await LongStep
            .Run(() => GroundOf(start, vocabulary), stop).ConfigureAwait(false);
        var mind = new MindStart(
            start.Options.Agent, start.Options.Memory, ground, start.Lines, start.Followed())
        {
            Chart = start.Chart?.Read(),
            Charts = PlayedChart.ByName(start.Charts ?? []),
            RecallsNotes = start.JournalSchema >= JournalLine.RecallsNotesFrom,
        };
        var audio = settings.FromAudio
            ? AudioReplay.AddressOf(start, played, settings.Audio)
            : null;
        using var claim = SessionClaim.Take(PlaceOf(settings, start, audio));
        var folder = claim.Folder;
        claim.Begin();

        var began = TimeProvider.System.GetTimestamp();
        using var run = new ReplayRun(
            start, mind, played, folder.Reply, folder.Decisions, folder.Notes)
        {
            Words = audio is null ? null : [],
        };
        Play(run, played, stop);
        RequireDecisions(run, played);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        List<string> differences = [.. DifferencesOf(run, played, folder, log)];
        List<string> remarks = [.. RemarksOf(run, played, start)];
        if (audio is not null)
        {
            await using var rig = new RigSystem(TimeProvider.System, loggers);
            await ProbeRun.Require(rig, hearing.Ears, vocabulary).ConfigureAwait(false);
            var words = await AudioReplay
                .Compare(rig, hearing.Ears, vocabulary, start, played, audio, run.Words!,
                    isCut: run.Seal == JournalSeal.Missing, stop)
                .ConfigureAwait(false);
            differences.AddRange(words.Difference is { } difference ? [difference] : []);
            remarks.AddRange(words.Remark is { } remark ? [remark] : []);
        }

        stop.ThrowIfCancellationRequested();
        claim.Stay();
        var summary = Write(start, run, folder, vocabulary, mind, seconds, stop);
        return new ReplayedSession(
            folder, summary, run.SameDecisions, run.Transport.Statistics.Notes,
            run.Until.Seconds, differences, remarks);
    }

    private static Vocabulary VocabularyOf(SessionStart start, HearingSetup hearing)
    {
        var path = start.Vocabulary.Path;
        var vocabulary = VocabularyFile.Load(path, hearing.Contract);
        return vocabulary.WordsSha256() == start.Vocabulary.Sha256
            && vocabulary.Contract.Sha256() == start.Contract
            ? vocabulary
            : throw CommandException.Refused(
                $"{path} holds other words than when the session was played; put back the "
                + $"vocabulary with the words {start.Vocabulary.Sha256[..12]}…");
    }

    private static PriorMemory GroundOf(SessionStart start, Vocabulary vocabulary)
    {
        foreach (var corpus in start.Corpora)
        {
            if (!File.Exists(corpus.Path) || FileHash.Sha256(corpus.Path) != corpus.Sha256)
            {
                throw CommandException.Refused(
                    $"the corpus {corpus.Path} is gone or has changed since the session was "
                    + $"played; put back the one with SHA-256 {corpus.Sha256[..12]}…");
            }
        }

        return CorpusHearing.Ground(
            [.. start.Corpora.Select(corpus => corpus.Path)], vocabulary, start.Vocabulary.Path,
            start.Options.Memory);
    }

    private static SessionPlace PlaceOf(
        ReplaySettings settings, SessionStart start, string? audio) => new(
            settings.SessionFolder,
            settings.Replace,
            [
                settings.Played,
                start.Vocabulary.Path,
                .. start.Corpora.Select(corpus => corpus.Path),
                .. SessionStart.FileOf(audio ?? start.Input.Address) is { } file
                    ? [file]
                    : Array.Empty<string>(),
            ],
            TimeProvider.System.GetLocalNow());

    /// <summary>Plays it to the end of its journal.</summary>
    /// <exception cref="CommandException">The journal cannot be used.</exception>
    internal static void Play(ReplayRun run, SessionFolder played, CancellationToken stop)
    {
        try
        {
            run.Play(stop);
        }
        catch (Exception e) when (e is JournalException or IOException or InvalidDataException)
        {
            throw CommandException.Refused(e.Message, e);
        }
    }

    // A session that was cut off may hold less than its journal leads to, but not nothing at all.
    private static void RequireDecisions(ReplayRun run, SessionFolder played)
    {
        if (run.UntoldDecisions is > 0 and var taken)
        {
            throw CommandException.Refused(
                $"{played.Decisions} holds none of the {taken} decisions that the journal leads "
                + "to: it was emptied or lost, and so nothing can be compared");
        }
    }

    private static IEnumerable<string> DifferencesOf(
        ReplayRun run, SessionFolder played, SessionFolder folder, ILogger log)
    {
        if (run.Seal == JournalSeal.Broken)
        {
            yield return $"{played.Heard} was changed after it was written";
        }

        if (run.Difference is { } difference)
        {
            yield return difference;
        }

        if (run.Seal != JournalSeal.Missing && File.Exists(played.Reply)
            && DifferenceOfReplies(played.Reply, folder.Reply, log) is { } reply)
        {
            yield return $"reply.mid: {reply}";
        }
    }

    private static string? DifferenceOfReplies(string was, string now, ILogger log)
    {
        try
        {
            return ReplyComparison.Difference(
                ReadableFile.ReadBytes(was, MostReplyBytes),
                ReadableFile.ReadBytes(now, MostReplyBytes));
        }
        catch (Exception e) when (e is MidiException or IOException or UnauthorizedAccessException)
        {
            log.LogError(LogRecord.Told, e, "{Reply} cannot be compared", was);
            return e.Message;
        }
    }

    private static IEnumerable<string> RemarksOf(
        ReplayRun run, SessionFolder played, SessionStart start)
    {
        if (start.Remark() is { } build)
        {
            yield return build;
        }

        if (run.Fault is { } fault)
        {
            yield return $"it cannot be the same: {fault}";
        }

        if (run.HoleSeconds is { } hole)
        {
            yield return FormattableString.Invariant(
                $"the disk did not take its logs from {hole:0.0} s on: its decisions up to there ")
                + "were compared, and not its reply";
        }
        else if (run.Seal == JournalSeal.Missing)
        {
            yield return FormattableString.Invariant(
                $"the session was cut off at {run.Until.Seconds:0.0} s: its decisions up to there ")
                + "were compared, and not its reply";
        }
        else if (!File.Exists(played.Reply))
        {
            yield return "the session left no reply.mid: its decisions alone were compared";
        }
    }

    private static SessionSummary Write(
        SessionStart start, ReplayRun run, SessionFolder folder, Vocabulary vocabulary,
        MindStart mind, double seconds, CancellationToken stop)
    {
        var details = run.Record.Details();
        var summary = SessionSummary.Of(
            run.Record,
            vocabulary,
            RigOutcome.OfNothingHeard,
            run.Transport.Statistics,
            ShuffledBaseline.Measure(details, mind, run.Entries, stop),
            seconds,
            allocatedBytes: 0);
        SessionFile.WriteJson(folder.Summary, summary);
        SessionFile.WriteText(
            folder.Report,
            ReportPage.Write(
                $"replay of {start.Input.Name}", summary, details, vocabulary,
                SessionFacts.Of(start)));
        return summary;
    }
}
