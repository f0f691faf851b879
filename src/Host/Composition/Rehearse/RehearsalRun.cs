using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Flow;
using Antiphon.Host.Configuration;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Rehearsal;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// Plays the whole rig in real time, just as <c>play</c> does, and keeps nothing but its figures.
/// </summary>
internal static class RehearsalRun
{
    /// <summary>What a person is told of a stage that hangs.</summary>
    public const string Advice = "this box cannot hold it";

    /// <summary>Plays for as long as the settings say, or as the input lasts.</summary>
    /// <exception cref="CommandException">The input was given up, or a stage hung.</exception>
    public static async Task<RehearsalFigures> Measure(
        Terminal terminal, RigOptions options, PlaySettings settings, CancellationToken stop)
    {
        using var signals = new StopSignals(stop);
        await using var rig = await Open(terminal, options, settings, signals.Token)
            .ConfigureAwait(false);
        var bleed = await MeasureBleed(terminal, options, settings, rig, signals.Token)
            .ConfigureAwait(false);

        var figures = await Play(terminal, options, settings, rig, signals.Token)
            .ConfigureAwait(false);
        return figures with { Bleed = bleed };
    }

    // Told to stop before anything was played: there is nothing to tell of.
    private static async Task<RigSetup> Open(
        Terminal terminal, RigOptions options, PlaySettings settings, CancellationToken stop)
    {
        try
        {
            return await OwnedParts.Open(async owned =>
            {
                var rig = owned.Own(
                    await RigSetup.Open(options, settings, terminal.Loggers, stop)
                        .ConfigureAwait(false));
                await rig.WarmUp(stop).ConfigureAwait(false);
                stop.ThrowIfCancellationRequested();
                return rig;
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (stop.IsCancellationRequested)
        {
            throw new CommandException(
                ExitCode.Done, "stopped before it played; nothing was measured", e);
        }
    }

    private static async Task<RehearsalFigures> Play(
        Terminal terminal, RigOptions options, PlaySettings settings, RigSetup rig,
        CancellationToken stop)
    {
        var metered = new MeteredAudioInput(
            AudioInputs.OpenLive(settings, options.Capture), TimeProvider.System);
        LiveInputPrinter.Opened(terminal, metered);
        using var input = Endable(metered, settings.DurationSeconds!.Value);
        var clock = new SampleClock(TimeProvider.System);
        var outputs =
            new MidiOutputGroup(MidiOutputs.OpenAll(settings.Outputs, options.Midi, clock));
        await using var performance = new Performance(
            rig.Parts(input, outputs, clock) with { Chart = settings.Chart?.Read() });
        using var silence = new EmergencySilence(performance.End);
        terminal.Line($"rehearsing with {input.Name} and {outputs.Name} "
            + FormattableString.Invariant($"for {settings.DurationSeconds:0.#} s"));
        var observer = new RehearsalObserver();
        var began = (
            Time: TimeProvider.System.GetTimestamp(), Work: Environment.CpuUsage.TotalTime);
        var outcome = await performance
            .Play(
                new ObserverGroup(
                    observer, new ChartPrinter(terminal),
                    new LiveInputPrinter(terminal, TimeProvider.System)),
                stop)
            .ConfigureAwait(false);
        var busy = (Environment.CpuUsage.TotalTime - began.Work)
            / TimeProvider.System.GetElapsedTime(began.Time);
        RunEnd.Require(outcome, input.Name, input.Live is not null, Advice);
        return Figures(options, performance, metered, observer, outcome) with
        {
            BusyProcessors = busy,
        };
    }

    private static RehearsalFigures Figures(
        RigOptions options, Performance performance, MeteredAudioInput input,
        RehearsalObserver observer, RigOutcome outcome)
    {
        var live = input.Live;
        return new RehearsalFigures
        {
            Seconds = observer.End.Seconds,
            Segments = observer.Segments,
            Gaps = observer.Gaps,
            FirstLoss = observer.FirstLoss,
            DroppedSegments = outcome.DroppedSegments,
            BusyProcessors = 0,
            Capture = new(
                input.Name,
                live is not null,
                live?.Figures.Interval ?? input.IntervalMs.Summary(),
                live?.Figures.Overruns ?? 0,
                live?.Format.GotLatencyMs),
            Stages = Stages(outcome.Meters),
            Midi = new(
                performance.Transport.OutputName,
                observer.QueueMs.Summary(),
                performance.Transport.Statistics,
                performance.Timing?.Wait ?? "unknown",
                performance.Timing?.Rank ?? "unknown"),
            Settings = new(
                options.Encoder.Model,
                new SampleCount(options.Hpss.LookAheadSamples).Seconds * 1_000,
                options.Agent.DecisionDelayMs,
                options.Agent.EarliestEntranceMs,
                options.Agent.OwnAttackMs,
                options.Midi.LookAheadMs),
        };
    }

    private static RehearsalFigures.StageFigures Stages(IReadOnlyList<StageMeter> meters)
    {
        LatencySummary Work(StageName stage) => meters.Of(stage).WorkMs.Summary();
        return new(
            Work(StageName.Hpss), Work(StageName.Encoder), Work(StageName.Quantizer),
            Work(StageName.MemoryBuffer), Work(StageName.Agent),
            meters.Of(StageName.MemoryBuffer).AgeMs.Summary(),
            meters.Of(StageName.Agent).ReflexAgeMs.Summary(),
            meters.Max(meter => meter.WorkMs.Max))
        {
            Transcriber = meters.Any(meter => meter.Stage == StageName.Transcriber)
                ? Work(StageName.Transcriber)
                : null,
        };
    }

    // Who is asked to be silent must know when, and both ends must be there.
    private static async Task<EchoFigures?> MeasureBleed(
        Terminal terminal, RigOptions options, PlaySettings settings, RigSetup rig,
        CancellationToken stop)
    {
        if (!AudioInputs.IsSoundCard(settings.Input)
            || !settings.Outputs.Any(text => MidiRoute.Parse(text).Address.IsLive))
        {
            return null;
        }

        using var input = Endable(
            AudioInputs.OpenLive(settings, options.Capture), EchoRun.Seconds);
        var clock = new SampleClock(TimeProvider.System);
        using var outputs =
            new MidiOutputGroup(MidiOutputs.OpenAll(settings.Outputs, options.Midi, clock));
        terminal.Line("play nothing for five seconds: a few notes are listened for");
        return await EchoRun.Measure(options, rig, input, outputs, clock, stop)
            .ConfigureAwait(false);
    }

    private static EndableAudioInput Endable(IAudioInput input, double seconds) =>
        new(input, (long)Math.Round(seconds * input.SampleRateHz));
}
