using System.Globalization;
using Antiphon.Capture;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Midi.Io;
using Antiphon.Perception.Io;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Session.Io;

namespace Antiphon.Host.Composition;

/// <summary>A performance and the folder that it leaves behind.</summary>
internal static class PlaySession
{
    /// <summary>Proves the vocabulary, plays, and writes the session.</summary>
    /// <returns>The session's figures and details.</returns>
    /// <exception cref="CommandException">
    /// The input was given up, a stage hung, or another rig has the state folder.
    /// </exception>
    public static async Task<PlayedSession> Run(
        Terminal terminal, RigOptions options, PlaySettings settings, CancellationToken stop)
    {
        using var signals = new StopSignals(stop);
        using var state = settings.Freewheel ? null : StateFolder.Take(options.Service);
        using var socket = NotifySocket.FromEnvironment();
        var watch = new ServiceWatch(socket, TimeProvider.System);
        await using var leaving = signals.Token.Register(watch.Stopping).ConfigureAwait(false);
        var folder = new SessionFolder(settings.SessionFolder ?? DefaultFolder());
        using var hearing = HearingSetup.Open(options);
        var vocabulary = VocabularyFile.Load(settings.Vocabulary, hearing.Contract);
        await using var rig = new Rig.Rig(TimeProvider.System);
        var verdict = await ProbeRun.Require(rig, hearing.Ears, vocabulary).ConfigureAwait(false);
        terminal.Line(verdict.Text);
        using var input = OpenInput(settings, options.Capture, folder);
        LiveInputPrinter.Opened(terminal, input);

        using var record = new SessionRecord();
        using var tokens = new RotatingLog(folder.Tokens, options.Session);
        using var decisions = new RotatingLog(folder.Decisions, options.Session);
        using var events = new RotatingLog(folder.Events, options.Session);
        using var commands = new RotatingLog(folder.Controls, options.Session);
        await using var lights = new LightFeed(settings, options.Control);
        await using var performance = new Performance(
            options, settings.Freewheel, rig, hearing, vocabulary, input,
            OpenOutputs(settings, options, folder),
            note =>
            {
                record.Sounded(note);
                lights.Sounded(note);
            },
            given => commands.Write(SessionLine.Of(given), given.At));
        using var rites = new LastRites(performance.End, terminal);
        await using var controls = Controls.Open(settings, options, performance.Desk, terminal);
        var observer = new ObserverGroup(
            new SessionObserver(record, tokens, decisions, events), new LiveInputPrinter(terminal),
            new LivePrinter(terminal), watch, lights.Observer);
        var started = TimeProvider.System.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes();
        var outcome = await performance.Play(observer, signals.Token).ConfigureAwait(false);
        var work = TimeProvider.System.GetElapsedTime(started);

        var played = new PlayedSession(
            folder,
            SessionSummary.Of(
                record, vocabulary, outcome, performance.Transport.Statistics, work.TotalSeconds,
                GC.GetTotalAllocatedBytes() - allocated) with
            {
                Input = input.Live?.Figures,
            },
            record.Details());
        SessionFile.WriteJson(folder.Summary, played.Summary);
        SessionFile.WriteText(
            folder.Report,
            ReportPage.Write(input.Name, played.Summary, played.Details, vocabulary));
        RefuseFaults(outcome, tokens.Fault ?? decisions.Fault ?? events.Fault);
        return played;
    }

    private static EndableAudioInput OpenInput(
        PlaySettings settings, CaptureOptions options, SessionFolder folder)
    {
        var input = AudioInputs.OpenLive(settings, options);
        if (settings.Record)
        {
            input = new RecordingAudioInput(input, folder.Input);
        }

        var frames = settings.DurationSeconds is { } seconds
            ? (long?)Math.Round(seconds * input.SampleRateHz)
            : null;
        return new EndableAudioInput(input, frames);
    }

    private static MidiOutputGroup OpenOutputs(
        PlaySettings settings, RigOptions options, SessionFolder folder)
    {
        var own = new FileMidiOutput(folder.Reply, options.Midi);
        return new MidiOutputGroup(
            [own, .. settings.Outputs.Select(address => MidiOutputs.Open(address, options.Midi))]);
    }

    private static void RefuseFaults(RigOutcome outcome, string? logFault)
    {
        if (outcome.HungStage is { } stage)
        {
            throw new CommandException(
                ExitCode.Hung, $"{stage} hangs and does not come back; restart the rig");
        }

        if ((outcome.Fault ?? logFault) is { } fault)
        {
            throw new CommandException(ExitCode.Failed, fault);
        }
    }

    private static string DefaultFolder() => Path.Combine(
        "sessions",
        TimeProvider.System.GetLocalNow().ToString(
            "yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture));
}
