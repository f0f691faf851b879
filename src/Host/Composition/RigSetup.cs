using Antiphon.Capture.Io;
using Antiphon.Host.Configuration;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Rig;
using Antiphon.Time;
using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Composition;

/// <summary>
/// What every performance begins with: a rig that has proved that it hears as its vocabulary did.
/// </summary>
internal sealed class RigSetup : IAsyncDisposable
{
    private readonly OwnedParts _owned;
    private readonly RigOptions _options;
    private readonly PlaySettings _settings;

    private RigSetup(
        OwnedParts owned, RigOptions options, PlaySettings settings, ILoggerFactory loggers)
    {
        (_owned, _options, _settings) = (owned, options, settings);
        Hearing = owned.Own(HearingSetup.Open(options));
        Vocabulary = VocabularyFile.Load(settings.Vocabulary, Hearing.Contract);
        Ground = CorpusHearing.Ground(
            settings.Corpora, Vocabulary, settings.Vocabulary, options.Memory);
        Rig = owned.Own(new RigSystem(TimeProvider.System, loggers));
    }

    public HearingSetup Hearing { get; }

    public Vocabulary Vocabulary { get; }

    /// <summary>What is remembered from the start.</summary>
    public PriorMemory Ground { get; }

    public RigSystem Rig { get; }

    /// <summary>How it proved itself, for a person.</summary>
    public string Verdict { get; private set; } = "";

    /// <summary>Opens the ears, and has the probe heard.</summary>
    /// <param name="stop">Whoever is told to stop does not wait for it.</param>
    /// <exception cref="VocabularyRefusedException">It hears wrongly.</exception>
    public static Task<RigSetup> Open(
        RigOptions options, PlaySettings settings, ILoggerFactory loggers,
        CancellationToken stop) =>
        LongStep.Run(
            () => OwnedParts.Open(async owned =>
            {
                var setup = new RigSetup(owned, options, settings, loggers);
                stop.ThrowIfCancellationRequested();
                var verdict = await ProbeRun
                    .Require(setup.Rig, setup.Hearing.Ears, setup.Vocabulary)
                    .ConfigureAwait(false);
                var notes = setup.Hearing.OpenEar();
                setup.Verdict =
                    notes.Length == 0 ? verdict.Text : $"{verdict.Text}; {notes}";
                return setup;
            }),
            stop);

    /// <summary>Plays once to nobody.</summary>
    /// <param name="stop">Ends it early.</param>
    public Task<MidiStatistics> WarmUp(CancellationToken stop = default) =>
        Composition.WarmUp.Play(Rig, _options, Hearing, Vocabulary, Ground, stop);

    /// <summary>A performance on this rig.</summary>
    /// <param name="input">What is heard; it goes with the performance.</param>
    /// <param name="output">Where the reply goes; likewise.</param>
    /// <param name="clock">That both live by.</param>
    public PerformanceParts Parts(EndableAudioInput input, IMidiOutput output, SampleClock clock) =>
        new()
        {
            Options = _options,
            Rig = Rig,
            Hearing = Hearing,
            Vocabulary = Vocabulary,
            Input = input,
            Output = output,
            Clock = clock,
            Freewheel = _settings.Freewheel,
            Ground = Ground,
        };

    public ValueTask DisposeAsync() => _owned.DisposeAsync();
}
