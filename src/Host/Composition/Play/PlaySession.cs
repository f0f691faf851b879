using System.Globalization;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Host.Configuration;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Replay;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Session.Io;
using Antiphon.Time;

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
        var service = new ServiceWatch(socket, TimeProvider.System);
        await using var leaving = signals.Token.Register(service.Stopping).ConfigureAwait(false);
        var folder = new SessionFolder(settings.SessionFolder ?? DefaultFolder());
        using var hearing = HearingSetup.Open(options);
        var vocabulary = VocabularyFile.Load(settings.Vocabulary, hearing.Contract);
        var mind = MindOf(options, settings, vocabulary);
        await using var rig = new RigSystem(TimeProvider.System);
        await Prepare(terminal, options, settings, rig, hearing, vocabulary, mind.Ground)
            .ConfigureAwait(false);
        using var input = OpenInput(terminal, settings, options.Capture, folder);
        using var record = new SessionRecord(vocabulary.Contract.TokenCount);
        using var logs = new SessionLogs(folder, options.Session);
        using var journal = new JournalKeeping(logs, mind.Schedule);
        await using var lights = new LightFeed(settings.Freewheel, options.Control);
        var clock = new SampleClock(TimeProvider.System);
        var outputs = OpenOutputs(settings, options, folder, clock);
        SessionStart.Write(folder, options, settings, vocabulary, input.Name, mind, outputs);
        await using var performance = new Performance(new PerformanceParts
        {
            Options = options,
            Rig = rig,
            Hearing = hearing,
            Vocabulary = vocabulary,
            Input = input,
            Output = outputs,
            Clock = clock,
            Freewheel = settings.Freewheel,
            Ground = mind.Ground,
            Presets = PlaySchedule.PresetsOf(options),
            Schedule = mind.Schedule,
            Moved = journal.Observer.Moved,
            Sounded = Tell<NoteSounded>(record.Sounded, lights.Sounded),
            Commanded = logs.Command,
        });
        using var rites = new EmergencySilence(performance.End, terminal);
        await using var controls = Controls.Open(settings, options, performance.Desk, terminal);
        var session = new SessionObserver(record, logs);
        var printer = new LivePrinter(terminal);
        var hears = WatchOf(rig, hearing, vocabulary, options.Health, Tell<HealthNotice>(
            session.Noticed, printer.Noticed, notice => service.Health = notice.Headline));
        var observer = new ObserverGroup(
            session, journal.Observer, new LiveInputPrinter(terminal), printer, service,
            lights.Observer, hears);
        using var keyboard = OpenKeyboard(settings, clock, record, performance, controls);
        var cost = RunCost.Begin();
        var outcome = await performance.Play(observer, signals.Token).ConfigureAwait(false);
        cost = cost.End();
        await hears.Finish(options.Flow.HangLimit, signals.Token).ConfigureAwait(false);

        var details = record.Details();
        var played = new PlayedSession(
            folder,
            SessionSummary.Of(
                record, vocabulary, outcome, performance.Transport.Statistics,
                Measure(terminal, details.Music, mind, journal, outcome, signals.Token),
                cost.Seconds, cost.AllocatedBytes) with
            {
                MidiTiming = performance.Timing,
                MidiIn = SessionSummary.MidiInput.Of(keyboard, record.KeyboardNotes),
                Input = input.Live?.Figures,
            },
            details);
        Write(played, input, vocabulary);
        RefuseFaults(outcome, logs.Fault);
        return played;
    }

    private static async Task Prepare(
        Terminal terminal, RigOptions options, PlaySettings settings, RigSystem rig,
        HearingSetup hearing, Vocabulary vocabulary, PriorMemory ground)
    {
        var verdict = await ProbeRun.Require(rig, hearing.Ears, vocabulary).ConfigureAwait(false);
        terminal.Line(verdict.Text);
        if (!settings.Freewheel)
        {
            await WarmUp.Play(rig, options, hearing, vocabulary, ground).ConfigureAwait(false);
        }
    }

    private static Action<T> Tell<T>(params Action<T>[] listeners) =>
        news => Array.ForEach(listeners, listener => listener(news));

    private static HearingWatch WatchOf(
        RigSystem rig, HearingSetup hearing, Vocabulary vocabulary, HealthOptions options,
        Action<HealthNotice> told) => new(
            new TokenHealthWatch(vocabulary, options),
            () => ProbeRun.Check(rig, hearing.EarsAside, vocabulary),
            told);

    private static MindStart MindOf(
        RigOptions options, PlaySettings settings, Vocabulary vocabulary) => new(
            options.Agent,
            options.Memory,
            CorpusHearing.Ground(
                settings.Corpora, vocabulary, settings.Vocabulary, options.Memory),
            SessionStart.LinesOf(settings.Freewheel),
            PlaySchedule.Of(options, settings));

    // A stage that hangs may still write; and who was told to stop wants to be gone.
    private static MusicSummary Measure(
        Terminal terminal, PlayedMusic played, MindStart mind, JournalKeeping journal,
        RigOutcome outcome, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        var music = ShuffledBaseline.Measure(
            played, mind, journal.Entries,
            outcome.Breakdown is null ? stop : new CancellationToken(canceled: true));
        if (music.ShuffledRuns > 0)
        {
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"measured beside {music.ShuffledRuns} control runs in {seconds:0.0} s"));
        }

        return music;
    }

    private static void Write(
        PlayedSession played, EndableAudioInput input, Vocabulary vocabulary)
    {
        SessionFile.WriteJson(played.Folder.Summary, played.Summary);
        SessionFile.WriteText(
            played.Folder.Report,
            ReportPage.Write(input.Name, played.Summary, played.Details, vocabulary));
    }

    private static EndableAudioInput OpenInput(
        Terminal terminal, PlaySettings settings, CaptureOptions options, SessionFolder folder)
    {
        var input = AudioInputs.OpenLive(settings, options);
        LiveInputPrinter.Opened(terminal, input);
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
        PlaySettings settings, RigOptions options, SessionFolder folder, SampleClock clock)
    {
        RefuseLivePorts(settings);
        var outputs = MidiOutputs.OpenAll(settings.Outputs, options.Midi, clock);
        return new MidiOutputGroup([new FileMidiOutput(folder.Reply, options.Midi), .. outputs]);
    }

    // On a virtual clock, seconds pass in an instant: no port and no player could follow.
    private static void RefuseLivePorts(PlaySettings settings)
    {
        var live = settings.Outputs.Where(text => MidiRoute.Parse(text).Address.IsLive)
            .Append(settings.MidiInput)
            .FirstOrDefault();
        if (settings.Freewheel && live is not null)
        {
            throw CommandException.BadUsage(
                $"--freewheel does not go with the live port {live}; leave one of them out");
        }
    }

    private static MidiInputPump? OpenKeyboard(
        PlaySettings settings, SampleClock clock, SessionRecord record, Performance performance,
        Controls controls) =>
        settings.MidiInput is { } address
            ? MidiInputs.Open(
                address,
                new KeyboardListener(
                    new KeyboardInput(clock, Tell<NoteHeard>(record.Heard, performance.Hear)),
                    controls),
                TimeProvider.System)
            : null;

    private static void RefuseFaults(RigOutcome outcome, string? logFault)
    {
        if (outcome.Breakdown is { } breakdown)
        {
            throw new CommandException(ExitCode.Hung, $"{breakdown.Text}; restart the rig");
        }

        if ((outcome.Fault ?? logFault) is { } fault)
        {
            throw new CommandException(ExitCode.Failed, fault);
        }
    }

    /// <summary>A folder named after the time.</summary>
    internal static string DefaultFolder() => Path.Combine(
        "sessions",
        TimeProvider.System.GetLocalNow().ToString(
            "yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture));
}
