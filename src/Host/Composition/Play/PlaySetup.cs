using Antiphon.Agent;
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
    private readonly SessionObserver _session;
    private readonly LiveInputPrinter _inputs;

    private PlaySetup(
        OwnedParts owned, Terminal terminal, RigOptions options, PlaySettings settings,
        RigSetup rig, SessionStart.UsedFiles files, MindStart mind, SessionKeeping kept,
        ServiceWatch service, PlayDevices devices, SampleClock clock)
    {
        _owned = owned;
        _service = service;
        (Rig, Mind, Kept) = (rig, mind, kept);
        kept.Begin();
        Input = owned.Own(Heard(terminal, settings, devices.Input, kept));
        Record = owned.Own(new SessionRecord(rig.Vocabulary.Contract.TokenCount));
        kept.Told = Tell<KeepingNews>(
            Record.Told, service.Told, new KeepingPrinter(terminal).Told,
            news => kept.Logs.Events.Write(
                SessionLine.Event(news, Record.End, TimeProvider.System.GetLocalNow()),
                Record.End));
        Journal = owned.Own(new JournalKeeping(kept.Logs, mind.Schedule));
        _session = owned.Own(new SessionObserver(Record, kept.Logs, TimeProvider.System));
        _inputs = new LiveInputPrinter(terminal, TimeProvider.System);
        var extras = Tell<ExtraChanged>(_session.Befell, _inputs.Changed, service.Changed);
        ExtraHealth Extra(string name) => new(
            TimeProvider.System,
            why => extras(new ExtraLost(name, why)),
            away => extras(new ExtraRegained(name, away)));
        _lights = owned.Own(new LightFeed(settings.Freewheel, options.Control, Extra));
        var outputs = new MidiOutputGroup([.. kept.Reply(), .. devices.Outputs]);
        Start = SessionStart.Of(
            options, settings, files, rig.Vocabulary, Input.Name, mind, outputs) with
        {
            Setlist = settings.Setlist is { } played ? PlayedSetlist.Of(played) : null,
            Charts = settings.Setlist?.Charts is [_, ..] charts ? charts : null,
        };
        kept.Start(Start.Text());
        Performance = owned.Own(new Performance(rig.Parts(Input, outputs, clock) with
        {
            Presets = owned.Own(new PresetKeeper(
                PlaySchedule.PresetsOf(options, settings.Read), TimeProvider.System,
                Extra("the presets' folder"), terminal.Error)),
            Names = RecallNames.Of(rig.Ground),
            Schedule = mind.Schedule,
            Chart = mind.Chart,
            Charts = mind.Charts,
            Moved = Journal.Observer.Moved,
            Sounded = Tell<NoteSounded>(Record.Sounded, _lights.Sounded),
            Commanded = Tell<ControlGiven>(Record.Commanded, kept.Logs.Command),
        }));
        owned.Own(new EmergencySilence(Performance.End));
        var controls = owned.Own(
            Controls.Open(settings, options, Performance.Desk, terminal, Extra));
        (Hears, Observer, var ports, var say) = Watch(terminal, options, settings.Setlist?.Setlist);
        Keyboard = Carry(settings, devices.Keyboard, clock, controls);
        if (Keyboard is not null)
        {
            owned.Own(Keyboard);
        }

        owned.Own(new PortWatch(
            () => PortWatch.Of(outputs.Ports, Keyboard), ports, TimeProvider.System));
        if (!settings.Freewheel)
        {
            owned.Own(new VenueClock(TimeProvider.System, Performance.Desk, clock, say));
        }
    }

    public RigSetup Rig { get; }

    public MindStart Mind { get; }

    /// <summary>What the session begins with.</summary>
    public SessionStart Start { get; }

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

            PlayDevices.Require(settings);
            var service = new ServiceWatch(
                owned.Own(NotifySocket.FromEnvironment(terminal.Loggers)), TimeProvider.System);
            owned.Own(stop.Register(service.Stopping));
            var setlist = settings.Setlist?.Setlist;
            if (setlist is not null)
            {
                // What cannot be played is refused before anything is loaded.
                PlaySchedule.Of(setlist, options, await LongStep.Run(
                    () => PlaySchedule.NamesIn(settings.Corpora), stop).ConfigureAwait(false));
            }

            var kept = owned.Own(SessionKeeping.Open(
                terminal, options, settings, begun,
                new SessionFinisher(left, begun, terminal, stop)));
            var rig = owned.Own(
                await RigSetup.Open(options, settings, terminal.Loggers, stop)
                    .ConfigureAwait(false));
            terminal.Line(rig.Verdict);
            var files = await LongStep.Run(() => SessionStart.UsedFiles.Of(settings), stop)
                .ConfigureAwait(false);
            if (!settings.Freewheel)
            {
                await rig.WarmUp(stop).ConfigureAwait(false);
            }

            // What was opened from here on is no half session: the rest is done in no time.
            var clock = new SampleClock(TimeProvider.System);
            var devices = await PlayDevices.Open(
                settings, options, clock,
                new DeviceWaiting(
                    terminal, service, TimeProvider.System, settings.WaitsForDevices, stop))
                .ConfigureAwait(false);
            var mind = new MindStart(
                options.Agent, options.Memory, rig.Ground,
                SessionStart.LinesOf(settings.Freewheel),
                PlaySchedule.Of(
                    setlist, options, settings.Freewheel, RecallNames.Of(rig.Ground))
                    .And(settings.Commands))
            {
                Chart = settings.Chart?.Read(),
                Charts = PlayedChart.ByName(settings.Setlist?.Charts ?? []),
            };
            var setup = new PlaySetup(
                owned, terminal, options, settings, rig, files, mind, kept, service, devices,
                clock);
            kept.Stay();
            return setup;
        });

    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private (HearingWatch Hears, IRigObserver All, Action<PortChanged> Ports, Action<string> Say)
        Watch(Terminal terminal, RigOptions options, Setlist? setlist)
    {
        var printer = new LivePrinter(terminal);
        var hears = new HearingWatch(
            new TokenHealthWatch(Rig.Vocabulary, options.Health),
            () => ProbeRun.Check(Rig.Rig, Rig.Hearing.EarsAside, Rig.Vocabulary),
            Tell<HealthNotice>(
                _session.Noticed, printer.Noticed, notice => _service.Health = notice.Headline))
        {
            Log = terminal.Loggers.CreateLogger(nameof(HearingWatch)),
        };
        List<IRigObserver> all =
        [
            _session, Journal.Observer, _inputs, printer, _service, Kept.Finisher,
            _lights.Observer, hears,
        ];
        if (setlist is not null)
        {
            all.Add(new SetlistAnnouncer(setlist, (cue, at) =>
            {
                printer.Announce(at, cue.Text);
                _session.Befell(cue);
                _service.Announce(cue.Text);
            }));
        }

        return (
            hears, new ObserverGroup(all),
            Tell<PortChanged>(_session.Befell, _inputs.Changed, _service.Changed),
            Tell<string>(_inputs.Say, _service.Announce));
    }

    private static BegunSessions BegunIn(RigOptions options, Terminal terminal) => new(
        StateFolder.PathOf(options.Service), terminal.Loggers.CreateLogger(nameof(BegunSessions)));

    private MidiInputPump? Carry(
        PlaySettings settings, IMidiInput? port, SampleClock clock, Controls controls) =>
        port is not null
            ? MidiInputs.Carry(
                MidiAddress.ParseInput(settings.MidiInput!),
                port,
                new KeyboardListener(
                    new KeyboardInput(
                        clock, Performance.Hear,
                        Tell<NoteHeard>(Record.Heard, Performance.Hear)),
                    controls),
                TimeProvider.System)
            : null;

    private static Action<T> Tell<T>(params Action<T>[] listeners) =>
        news => Array.ForEach(listeners, listener => listener(news));

    private static EndableAudioInput Heard(
        Terminal terminal, PlaySettings settings, IAudioInput input, SessionKeeping kept)
    {
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
}
