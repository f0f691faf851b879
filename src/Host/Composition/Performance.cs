using Antiphon.Agent;
using Antiphon.Capture.Io;
using Antiphon.Control;
using Antiphon.Host.Configuration;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// One performance: the whole rig on one input, from a vocabulary that has proved itself to the
/// last note that has ended.
/// </summary>
internal sealed class Performance : IAsyncDisposable
{
    private readonly RigOptions _options;
    private readonly bool _freewheel;
    private readonly EndableAudioInput _input;
    private readonly Rig.Rig _rig;
    private readonly HearingSetup _hearing;
    private readonly Vocabulary _vocabulary;
    private readonly MemoryGround _ground;
    private readonly IMidiOutput _output;
    private readonly NoteRelay _relay = new();
    private readonly SampleClock _clock;
    private readonly DeadlineThread? _deadlines;
    private bool _stopped;

    /// <param name="ground">What is remembered from the start.</param>
    /// <param name="input">What is heard; it is disposed with the performance.</param>
    /// <param name="output">Where the reply goes; likewise.</param>
    /// <param name="clock">The sample clock that both live by.</param>
    /// <param name="sounded">Told of every note that went out or was let go.</param>
    /// <param name="commanded">Told of every command that a performer gave.</param>
    public Performance(
        RigOptions options,
        bool freewheel,
        Rig.Rig rig,
        HearingSetup hearing,
        Vocabulary vocabulary,
        MemoryGround ground,
        EndableAudioInput input,
        IMidiOutput output,
        SampleClock clock,
        Action<NoteSounded> sounded,
        Action<ControlGiven> commanded)
    {
        (_options, _freewheel, _rig, _hearing) = (options, freewheel, rig, hearing);
        (_vocabulary, _ground, _input, _output) = (vocabulary, ground, input, output);
        _clock = clock;
        Transport = new MidiTransport(
            output,
            options.Midi,
            freewheel ? TransportClock.Virtual : TransportClock.Real,
            note =>
            {
                sounded(note);
                _relay.Report(note);
            });
        _deadlines = freewheel
            ? null
            : new DeadlineThread(Transport, _clock, options.Midi.RealTimePriority);
        Desk = new ControlDesk(options.Agent, Transport, Now, commanded);
    }

    /// <summary>Planned and sounding notes, and their figures.</summary>
    public MidiTransport Transport { get; }

    /// <summary>Where a performer's commands go.</summary>
    public ControlDesk Desk { get; }

    /// <summary>How the notes were timed; null on a virtual clock.</summary>
    public SessionSummary.Timing? Timing => _deadlines?.Rank is { } rank
        ? new SessionSummary.Timing(ExactWait.Means, rank.Text)
        : null;

    /// <summary>Plays to the end of the input, or until it is stopped.</summary>
    public async Task<RigOutcome> Play(IRigObserver observer, CancellationToken stop)
    {
        await using var registration = stop.Register(Stop).ConfigureAwait(false);
        _deadlines?.Start();
        await using var run = _rig.Start(Plan(observer));
        var outcome = await run.Completion.ConfigureAwait(false);
        if (outcome.HungStage is null && !_stopped)
        {
            await RingOut(stop).ConfigureAwait(false);
        }

        End();
        return outcome;
    }

    /// <summary>
    /// Silences everything that sounds; may be called from any thread, at any time.
    /// </summary>
    public void End()
    {
        if (_deadlines is not null)
        {
            _deadlines.Panic();
        }
        else
        {
            Transport.Close(Transport.LastEnd);
        }
    }

    public ValueTask DisposeAsync()
    {
        _deadlines?.Dispose();
        End();
        _output.Dispose();
        _input.Dispose();
        return ValueTask.CompletedTask;
    }

    private RigPlan Plan(IRigObserver observer)
    {
        var numbering = new Numbering();
        var memory = new MemoryStore(_options.Memory, _ground);
        var lines = _freewheel ? MindLines.TokensAndReflexes : MindLines.LateTokensAndReflexes;
        IAudioInput input = _freewheel || _input.Live is not null
            ? _input
            : new PacedAudioInput(_input, TimeProvider.System);
        return new RigPlan
        {
            Ears = _hearing.Ears,
            Input = input,
            Quantizer = _vocabulary.CreateQuantizer(),
            Partner = new Partner(
                memory, () => new AgentMind(_options.Agent, lines, numbering), Transport, _relay),
            Freewheel = _freewheel,
            Clock = _freewheel ? null : _clock,
            Flow = _options.Flow,
            Observer = observer,
        };
    }

    private SampleTime Now() => _clock.IsAnchored ? _clock.Now : SampleTime.Zero;

    private void Stop()
    {
        _stopped = true;
        _input.End();
        End();
    }

    // The input has ended, but on a real clock the last notes are still to sound.
    private async Task RingOut(CancellationToken stop)
    {
        if (_deadlines is null || !_clock.IsAnchored)
        {
            return;
        }

        var left = Transport.LastEnd.SecondsSince(_clock.Now);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Max(0.05, left + 0.05)));
        try
        {
            await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Told to stop: the notes end now instead.
        }
    }
}
