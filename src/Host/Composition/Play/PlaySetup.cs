using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Control;
using Antiphon.Host.Configuration;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Perception;
using Antiphon.Replay;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// All that a performance with a session needs, opened in order and closed the other way round.
/// </summary>
internal sealed class PlaySetup : IAsyncDisposable
{
    private readonly OwnedParts _owned;
    private readonly LightFeed _lights;
    private readonly ServiceWatch _service;

    private PlaySetup(
        OwnedParts owned, Terminal terminal, RigOptions options, PlaySettings settings,
        RigSetup rig, MindStart mind, SessionKeeping kept, ServiceWatch service)
    {
        _owned = owned;
        _service = service;
        (Rig, Mind, Kept) = (rig, mind, kept);
        Input = owned.Own(OpenInput(terminal, settings, options.Capture, kept));
        Record = owned.Own(new SessionRecord(rig.Vocabulary.Contract.TokenCount));
        kept.Begin();
        kept.Told = Tell<KeepingNews>(
            Record.Told, service.Told, new KeepingPrinter(terminal).Told,
            news => kept.Logs.Events.Write(SessionLine.Of(news, Record.End), Record.End));
        Journal = owned.Own(new JournalKeeping(kept.Logs, mind.Schedule));
        _lights = owned.Own(new LightFeed(settings.Freewheel, options.Control));
        var clock = new SampleClock(TimeProvider.System);
        var outputs = OpenOutputs(settings, options, kept, clock);
        kept.Start(
            SessionStart.Text(options, settings, rig.Vocabulary, Input.Name, mind, outputs));
        Performance = owned.Own(new Performance(rig.Parts(Input, outputs, clock) with
        {
            Presets = PlaySchedule.PresetsOf(options),
            Names = RecallNames.Of(rig.Ground),
            Schedule = mind.Schedule,
            Moved = Journal.Observer.Moved,
            Sounded = Tell<NoteSounded>(Record.Sounded, _lights.Sounded),
            Commanded = kept.Logs.Command,
        }));
        owned.Own(new EmergencySilence(Performance.End));
        var controls = owned.Own(Controls.Open(settings, options, Performance.Desk, terminal));
        (Hears, Observer) = Watch(terminal, options);
        Keyboard = OpenKeyboard(settings, clock, controls);
        if (Keyboard is not null)
        {
            owned.Own(Keyboard);
        }
    }

    public RigSetup Rig { get; }

    public MindStart Mind { get; }

    public SessionKeeping Kept { get; }

    public EndableAudioInput Input { get; }

    public SessionRecord Record { get; }

    public JournalKeeping Journal { get; }

    public Performance Performance { get; }

    /// <summary>Watches the words.</summary>
    public HearingWatch Hears { get; }

    /// <summary>All who watch.</summary>
    public IRigObserver Observer { get; }

    /// <summary>Null where there is none.</summary>
    public MidiInputPump? Keyboard { get; }

    /// <summary>Proves the vocabulary, warms the rig up, and opens the rest.</summary>
    /// <exception cref="CommandException">
    /// Another rig has the state folder, or something that was asked for cannot be had.
    /// </exception>
    public static Task<PlaySetup> Open(
        Terminal terminal, RigOptions options, PlaySettings settings, CancellationToken stop) =>
        OwnedParts.Open(async owned =>
        {
            var begun = BegunIn(options, terminal);
            IReadOnlyList<BegunSession> left = [];
            if (!settings.Freewheel
                && StateFolder.Take(options.Service, terminal.Error) is { } state)
            {
                owned.Own(state);
                left = begun.Left();
                owned.Own(RunMarker.Begin(
                    state, settings.LogFile, ProgramVersion.Here.ToString(), terminal,
                    TimeProvider.System));
            }

            var service = new ServiceWatch(
                owned.Own(NotifySocket.FromEnvironment(terminal.Loggers)), TimeProvider.System);
            owned.Own(stop.Register(service.Stopping));
            var kept = owned.Own(SessionKeeping.Open(
                terminal, options, settings, begun,
                new SessionFinisher(left, begun, terminal, stop)));
            var schedule = PlaySchedule.Of(options, settings);
            var rig = owned.Own(
                await RigSetup.Open(options, settings, terminal.Loggers).ConfigureAwait(false));
            terminal.Line(rig.Verdict);
            if (!settings.Freewheel)
            {
                await rig.WarmUp().ConfigureAwait(false);
            }

            var mind = new MindStart(
                options.Agent, options.Memory, rig.Ground,
                SessionStart.LinesOf(settings.Freewheel), schedule);
            var setup = new PlaySetup(
                owned, terminal, options, settings, rig, mind, kept, service);
            kept.Stay();
            return setup;
        });

    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private (HearingWatch Hears, IRigObserver All) Watch(Terminal terminal, RigOptions options)
    {
        var session = new SessionObserver(Record, Kept.Logs);
        var printer = new LivePrinter(terminal);
        var hears = new HearingWatch(
            new TokenHealthWatch(Rig.Vocabulary, options.Health),
            () => ProbeRun.Check(Rig.Rig, Rig.Hearing.EarsAside, Rig.Vocabulary),
            Tell<HealthNotice>(
                session.Noticed, printer.Noticed, notice => _service.Health = notice.Headline))
        {
            Log = terminal.Loggers.CreateLogger(nameof(HearingWatch)),
        };
        return (hears, new ObserverGroup(
            session, Journal.Observer, new LiveInputPrinter(terminal), printer, _service,
            Kept.Finisher, _lights.Observer, hears));
    }

    private static BegunSessions BegunIn(RigOptions options, Terminal terminal) => new(
        StateFolder.PathOf(options.Service), terminal.Loggers.CreateLogger(nameof(BegunSessions)));

    private MidiInputPump? OpenKeyboard(
        PlaySettings settings, SampleClock clock, Controls controls) =>
        settings.MidiInput is { } address
            ? MidiInputs.Open(
                address,
                new KeyboardListener(
                    new KeyboardInput(clock, Tell<NoteHeard>(Record.Heard, Performance.Hear)),
                    controls),
                TimeProvider.System)
            : null;

    private static Action<T> Tell<T>(params Action<T>[] listeners) =>
        news => Array.ForEach(listeners, listener => listener(news));

    private static EndableAudioInput OpenInput(
        Terminal terminal, PlaySettings settings, CaptureOptions options, SessionKeeping kept)
    {
        var input = AudioInputs.OpenLive(settings, options);
        LiveInputPrinter.Opened(terminal, input);
        if (settings.Record)
        {
            input = kept.Record(input);
        }

        var frames = settings.DurationSeconds is { } seconds
            ? (long?)Math.Round(seconds * input.SampleRateHz)
            : null;
        return new EndableAudioInput(input, frames);
    }

    private static MidiOutputGroup OpenOutputs(
        PlaySettings settings, RigOptions options, SessionKeeping kept, SampleClock clock)
    {
        RefuseLivePorts(settings);
        var outputs = MidiOutputs.OpenAll(settings.Outputs, options.Midi, clock);
        return new MidiOutputGroup([.. kept.Reply(), .. outputs]);
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
}
