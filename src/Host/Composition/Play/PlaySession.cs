using System.Globalization;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Measures;
using Antiphon.Replay;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Session.Io;
using Microsoft.Extensions.Logging;

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
        var log = terminal.Loggers.CreateLogger(nameof(PlaySession));
        log.LogInformation(
            "antiphon {Version}, process {Process}, plays {Input}", ProgramVersion.Here,
            Environment.ProcessId, settings.Input);
        using var signals = new StopSignals(stop);
        await using var setup = await Open(terminal, options, settings, signals.Token)
            .ConfigureAwait(false);
        log.LogInformation(
            "it hears; the session is {Folder}", setup.Kept.Folder?.FullPath ?? "kept nowhere");
        var cost = RunCost.Begin();
        var outcome = await setup.Performance.Play(setup.Observer, signals.Token)
            .ConfigureAwait(false);
        cost = cost.End();
        await setup.Hears.Finish(options.Flow.HangLimit, signals.Token).ConfigureAwait(false);

        var played = Sum(terminal, setup, outcome, cost, signals.Token);
        log.LogInformation(
            "played {Segments} segments, {Gaps} gaps, {Notes} notes", played.Summary.Segments,
            played.Summary.Gaps, played.Summary.Notes.Count);
        Write(played, setup);
        RunEnd.Require(
            outcome, setup.Input.Name, setup.Input.Live is not null, "restart the rig");
        setup.Kept.RequireWhole();
        return played;
    }

    // Told to stop before anything was played: there is nothing to leave behind.
    private static async Task<PlaySetup> Open(
        Terminal terminal, RigOptions options, PlaySettings settings, CancellationToken stop)
    {
        try
        {
            return await PlaySetup.Open(terminal, options, settings, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (stop.IsCancellationRequested)
        {
            throw new CommandException(
                ExitCode.Done, "stopped before it played; there is no session", e);
        }
    }

    private static PlayedSession Sum(
        Terminal terminal, PlaySetup setup, RigOutcome outcome, RunCost cost,
        CancellationToken stop)
    {
        var details = setup.Record.Details();
        return new PlayedSession(
            setup.Kept.Folder,
            SessionSummary.Of(
                setup.Record, setup.Rig.Vocabulary, outcome,
                setup.Performance.Transport.Statistics,
                Measure(terminal, details, setup, outcome, stop),
                cost.Seconds, cost.AllocatedBytes) with
            {
                MidiTiming = setup.Performance.Timing,
                MidiIn = SessionSummary.MidiInput.Of(setup.Keyboard, setup.Record.KeyboardNotes),
                Input = setup.Input.Live?.Figures,
                Unkept = SessionSummary.UnkeptFigures.Of(details.Unkept, setup.Kept.Missing),
            },
            details);
    }

    // A stage that hangs may still write; and who was told to stop wants to be gone.
    private static MusicSummary Measure(
        Terminal terminal, SessionDetails played, PlaySetup setup, RigOutcome outcome,
        CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        var music = ShuffledBaseline.Measure(
            played, setup.Mind, setup.Journal.Entries,
            outcome.Breakdown is null ? stop : new CancellationToken(canceled: true));
        if (music.ShuffledRuns > 0)
        {
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"measured beside {music.ShuffledRuns} shuffled runs in {seconds:0.0} s"));
        }

        return music;
    }

    private static void Write(PlayedSession played, PlaySetup setup) => setup.Kept.Write(folder =>
    {
        SessionFile.WriteJson(folder.Summary, played.Summary);
        SessionFile.WriteText(
            folder.Report,
            ReportPage.Write(
                setup.Input.Name, played.Summary, played.Details, setup.Rig.Vocabulary,
                SessionFacts.Of(setup.Start)));
    });
}
