using System.Collections.Concurrent;
using Akka.Actor;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Replay;
using Antiphon.Rig;
using Antiphon.Time;
using Antiphon.Transcription;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>
/// The whole rig, playing live on a virtual clock: time passes in steps of 10 ms, each after
/// everything that could happen has happened.
/// </summary>
internal sealed class LiveRig : IAsyncDisposable, IRigObserver
{
    // While a stage hangs, a slot between two others is in neither: only quiet that lasts is quiet.
    private const int QuietLooks = 25;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ManualTimeProvider _time = new();
    private readonly SampleClock _clock;
    private readonly Antiphon.Rig.RigSystem _rig;
    private readonly RigRun _run;
    private readonly MidiTransport _transport;
    private readonly ConcurrentQueue<Slot> _read = new();
    private readonly ConcurrentQueue<Slot> _decided = new();
    private readonly ConcurrentQueue<Slot> _transcribed = new();
    private readonly ConcurrentQueue<Gap> _lost = new();

    private readonly ConcurrentQueue<InputChanged> _changes = new();
    private readonly SessionJournal? _journal;

    /// <param name="live">Makes an input that plays in real time on the rig's own clock.</param>
    public LiveRig(
        Action<Slot>? beforeWork = null, double seconds = 7, IAudioInput? input = null,
        Func<ManualTimeProvider, IAudioInput>? live = null, IMidiOutput? output = null,
        MindStart? mind = null, SessionJournal? journal = null, ILoggerFactory? loggers = null,
        IEar? ear = null)
    {
        (_journal, Relay) = (journal, new MindRelay());
        _transport = new MidiTransport(
            output ?? new NullMidiOutput(), new MidiOptions(), TransportClock.Real, Relay.Report)
        {
            Moved = journal is null ? null : journal.Moved,
        };
        var memory = new MemoryStore(mind?.Memory ?? new(), mind?.Ground);
        _clock = new SampleClock(_time);
        _rig = new Antiphon.Rig.RigSystem(_time, loggers);
        _run = _rig.Start(new RigPlan
        {
            Ears = new HearingSpec(
                new CaptureOptions(), new HpssOptions(), new GateOptions(), new ToyEncoder())
            {
                Ear = new EarSpec(ear ?? ToyEar.New(), new TranscriptionOptions()),
            },
            Input = live?.Invoke(_time)
                ?? new PacedAudioInput(input ?? ToySound.Input(seconds), _time),
            Quantizer = ToyWords.Quantizer,
            Partner = new Responder(
                memory,
                new SurvivingState(mind?.Agent ?? new(), mind?.Schedule, mind?.Ground),
                HearingLines.LateTokensAndReflexes,
                _transport,
                Relay),
            Freewheel = false,
            Clock = _clock,
            Observer = this,
            BeforeWork = beforeWork,
            Loggers = loggers ?? NullLoggerFactory.Instance,
        });
    }

    public Task<RigOutcome> Outcome => _run.Completion;

    public bool Ended => _run.Completion.IsCompleted;

    public MindRelay Relay { get; }

    public MidiTransport Transport => _transport;

    public long DroppedSegments => _run.DroppedSegments;

    public MidiStatistics MidiStatistics => _transport.Statistics;

    public IEnumerable<Gap> Gaps => _lost;

    public IEnumerable<InputChanged> Changes => _changes;

    public SampleTime Now => _clock.Now;

    public IEnumerable<FrameToken> Tokens => _read.OfType<FrameToken>();

    public IEnumerable<SoundTranscribed> Music => _transcribed.OfType<SoundTranscribed>();

    public IEnumerable<AgentDecided> Answers => _decided.OfType<AgentDecided>();

    public IEnumerable<NotePlanned> Notes =>
        _decided.OfType<AgentDecided>().SelectMany(decided => decided.Notes);

    public void Lost(string stage, Gap gap) => _lost.Enqueue(gap);

    public void Changed(InputChanged input) => _changes.Enqueue(input);

    public void Tokenized(Slot slot) => _read.Enqueue(slot);

    public void Remembered(Slot slot) => _journal?.Remembered(slot);

    public void Transcribed(Slot slot) => _transcribed.Enqueue(slot);

    public void Decided(Slot slot)
    {
        _decided.Enqueue(slot);
        _journal?.Decided(slot);
    }

    public IActorRef ActorOf(StageName stage) => _run.ActorOf(stage);

    public long GapsIn(StageName stage) => Meter(stage).Gaps;

    public long SlotsIn(StageName stage) => Meter(stage).Slots;

    public long GapsInOtherThan(StageName stage) =>
        _run.Meters.Where(meter => meter.Stage != stage).Sum(meter => meter.Gaps);

    /// <summary>Plays until the input has ended and the last note has rung out.</summary>
    public async Task PlayToTheEnd()
    {
        await PlayUntil(() => Ended, () => null);
        await PlayUntil(() => _clock.Now > _transport.LastEnd, () => null);
        _transport.Advance(_clock.Now);
    }

    /// <summary>
    /// Ends when the supervisor has dealt with all that it was told: time must not pass meanwhile,
    /// or an actor that begins anew would be minutes late.
    /// </summary>
    public void AwaitSupervisor() => _run.SupervisorIsThrough().GetAwaiter().GetResult();

    /// <summary>Somebody sets the wall clock.</summary>
    public void SetWallClock(TimeSpan aheadBy) => _time.WallClockOffset = aheadBy;

    /// <summary>The whole machine stands still while time passes.</summary>
    public void Sleep(TimeSpan length) => _time.Jump(length);

    /// <summary>
    /// Lets time pass until something is true, on a thread of its own: who waits on the pool's
    /// threads takes them from the actors.
    /// </summary>
    /// <param name="hanging">May name a stage that is known to hang.</param>
    public Task PlayUntil(
        Func<bool> reached, Func<StageName?> hanging, Action? eachStep = null) =>
        Task.Factory.StartNew(
            () =>
            {
                using var patience = new CancellationTokenSource(Patience);
                while (!reached())
                {
                    Step(reached, hanging, eachStep, patience.Token);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>
    /// Every stretch came out once, in order, behind the quantizer and the agent.
    /// </summary>
    public void AssertEverythingAnswered()
    {
        AssertTiled(_read);
        AssertTiled(_decided.Where(slot => slot is not AgentDecided { IsReflex: true }
            && slot.Length.Samples != ReflexDetector.BlockSamples));
    }

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        await _rig.DisposeAsync();
    }

    private static void AssertTiled(IEnumerable<Slot> slots)
    {
        var expected = SampleTime.Zero;
        foreach (var slot in slots)
        {
            Assert.Equal(expected, slot.Start);
            expected = slot.End;
        }

        Assert.True(slots.Last() is InputEnded or AgentDecided, "the end is missing");
    }

    private void Step(
        Func<bool> reached, Func<StageName?> hanging, Action? eachStep, CancellationToken patience)
    {
        // Before time passes: afterwards the rig would read while the step is still made.
        eachStep?.Invoke();
        _time.Advance(InputPump.Period);
        if (_clock.IsAnchored)
        {
            _transport.Advance(_clock.Now);
        }

        // What was reached is left only when it is quiet: nobody goes on from half a step.
        var wait = new SpinWait();
        for (var looks = 0; looks < QuietLooks && !Ended; looks++)
        {
            patience.ThrowIfCancellationRequested();
            if (hanging() is null)
            {
                wait.SpinOnce();
            }
            else if (reached())
            {
                break;
            }
            else
            {
                AwaitTurn();
            }

            looks = LooksQuiet(hanging(), looks);
        }
    }

    // Behind all that waits for the pool's threads now: a slot on its way has gone on by then.
    private static void AwaitTurn()
    {
        using var turn = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static it => it.Set(), turn, preferLocal: false);
        turn.Wait();
    }

    private int LooksQuiet(StageName? hanging, int looks) => hanging is null
        ? _run.IsQuiet ? QuietLooks : 0
        : _run.IsQuietBut(hanging.Value) ? looks : 0;

    private StageMeter Meter(StageName stage) => _run.Meters.Of(stage);
}
