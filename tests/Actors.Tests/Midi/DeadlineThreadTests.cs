using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Time;
using CsCheck;
using Xunit;
using static Antiphon.Tests.Midi.Notes;

namespace Antiphon.Tests.Midi;

public sealed class DeadlineThreadTests : IDisposable
{
    private readonly ListeningOutput _output = new();
    private readonly HandClock _time = new();
    private readonly SampleClock _clock;
    private readonly MidiTransport _transport;

    public DeadlineThreadTests()
    {
        _clock = new SampleClock(_time);
        _transport = new MidiTransport(
            _output, new MidiOptions(), TransportClock.Real, _ => { });
    }

    public void Dispose() => _output.Dispose();

    [Fact]
    public void It_waits_until_capture_has_heard_something()
    {
        using var thread = new DeadlineThread(_transport, _clock, realTimePriority: 0);
        _transport.Plan(Note(1, 0, 100));
        Assert.Equal(new DeadlineStep(DeadlineStep.LongestSleepMs, null), thread.Turn());
        Assert.Empty(_output.Events);
    }

    [Fact]
    public void It_sleeps_coarsely_spins_shortly_and_sends_on_time()
    {
        _time.Ms = 5000;
        _clock.Anchor(SampleTime.Zero, _time.GetTimestamp());
        using var thread = new DeadlineThread(_transport, _clock, realTimePriority: 0);
        _transport.Plan(Note(1, 20, 100));

        Assert.Equal(new DeadlineStep(19, null), thread.Turn());
        _time.Ms = 5019.5;
        Assert.Equal(new DeadlineStep(0, 5_020_000_000), thread.Turn());
        Assert.Empty(_output.Notes);
        _time.Ms = 5020;
        Assert.Equal(new DeadlineStep(50, null), thread.Turn());

        Assert.Equal((MidiEvent.NoteOn(1, 60, 80), Ms(20)), _output.Notes.Single());
        Assert.Equal(0, _transport.Statistics.Lateness.MaxMs);
    }

    [Fact]
    public void A_step_never_sleeps_past_its_deadline() =>
        Gen.Select(Gen.Long[0, 1L << 40], Gen.Long[-100_000_000, 10_000_000_000]).Sample(
            (now, left) =>
            {
                var step = DeadlineStep.Towards(now + left, now, 1_000_000_000);
                Assert.InRange(step.SleepMs, 0, DeadlineStep.LongestSleepMs);
                Assert.True(step.SleepMs * 1_000_000L <= Math.Max(0, left));
                Assert.True(step.SleepMs > 0 || step.AwaitUntil == now + left);
                Assert.True(step.AwaitUntil is null || left <= 1_000_000);
            });

    [Fact]
    public void Panic_before_anything_was_heard_does_not_throw()
    {
        using var thread = new DeadlineThread(_transport, _clock, realTimePriority: 0);
        Assert.True(thread.Panic());
        Assert.True(thread.Panic());
        Assert.Equal(0, thread.Faults);
    }

    /// <summary>The real thread on the real clock; waits on the note itself, not on time.</summary>
    [Fact]
    public async Task It_plays_wakes_for_new_plans_and_ends_with_silence()
    {
        var sounded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new SampleClock(TimeProvider.System);
        clock.Anchor(SampleTime.Zero, TimeProvider.System.GetTimestamp());
        var transport = new MidiTransport(
            _output,
            new MidiOptions { FlushLateMs = 2000, LongestNoteSeconds = 60 },
            TransportClock.Real,
            note => sounded.TrySetResult());
        using (var thread = new DeadlineThread(transport, clock, realTimePriority: 0))
        {
            thread.Start();
            var due = clock.Now.PlusSeconds(0.01);
            transport.Plan(Note(1, 0, 60_000) with { Due = due });
            await sounded.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(0, _output.Open);
        Assert.Equal(MidiEvent.AllSoundOff(3), _output.Events.Last().Event);
        Assert.Equal(0, transport.Statistics.Hanging);
    }

    [Fact]
    public void What_got_out_is_not_sent_again_and_what_did_not_is()
    {
        using var thread = new DeadlineThread(_transport, _clock, realTimePriority: 0);
        _output.Throws = e => e.IsControlChange;
        Assert.False(thread.Panic());
        _output.Throws = _ => false;
        Assert.True(thread.Panic());
        Assert.Equal(MidiEvent.AllSoundOff(3), _output.Events[^1].Event);

        var (events, flushes) = (_output.Events.Count, _output.Flushes);
        Assert.True(thread.Panic());
        Assert.Equal((events, flushes), (_output.Events.Count, _output.Flushes));
    }

    [Fact]
    public async Task It_outlives_an_output_and_a_listener_that_throw()
    {
        var sounded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _output.Throws = e => e.IsNoteOn && e.Data1 == 61;
        var clock = new SampleClock(TimeProvider.System);
        clock.Anchor(SampleTime.Zero, TimeProvider.System.GetTimestamp());
        var transport = new MidiTransport(
            _output,
            new MidiOptions { FlushLateMs = 2000, LongestNoteSeconds = 60 },
            TransportClock.Real,
            note =>
            {
                if (note.Id.Value == 1)
                {
                    throw new InvalidOperationException("nobody listens");
                }

                if (note.Id.Value == 3)
                {
                    sounded.TrySetResult();
                }
            });
        using var thread = new DeadlineThread(transport, clock, realTimePriority: 0);
        thread.Start();
        for (var i = 1; i <= 3; i++)
        {
            transport.Plan(Note(i, 0, 60_000, key: 59 + i) with { Due = clock.Now });
        }

        await sounded.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, thread.Faults);
        Assert.Equal("listening:: nobody listens", thread.LastFault);
        Assert.Equal("listening:: unplugged", transport.Statistics.LastSendFault);
        Assert.True(thread.Panic());
        Assert.Equal(0, _output.Open);
        Assert.Equal(0, transport.Statistics.Hanging);
    }

    [Fact]
    public void What_a_stuck_output_begins_after_the_panic_is_ended()
    {
        using var goesOn = new ManualResetEventSlim();
        using var isStuck = new ManualResetEventSlim();
        _output.Throws = e =>
        {
            if (e.IsNoteOn)
            {
                isStuck.Set();
                goesOn.Wait();
            }

            return false;
        };
        var clock = new SampleClock(TimeProvider.System);
        clock.Anchor(SampleTime.Zero, TimeProvider.System.GetTimestamp());
        var silenced = 0;
        var transport = new MidiTransport(
            _output,
            new MidiOptions { FlushLateMs = 2000, LongestNoteSeconds = 60 },
            TransportClock.Real,
            _ => { })
        {
            Patience = TimeSpan.Zero,
            Moved = move => Volatile.Write(ref silenced, move is AllSilenced ? 1 : silenced),
        };
        using var thread = new DeadlineThread(transport, clock, realTimePriority: 0);
        transport.Plan(Note(1, 0, 60_000));
        thread.Start();
        isStuck.Wait();
        Assert.False(thread.Panic());
        goesOn.Set();

        Assert.True(
            SpinWait.SpinUntil(
                () => Volatile.Read(ref silenced) != 0, TimeSpan.FromSeconds(30)),
            "the note hangs");
        Assert.True(thread.Panic());
        Assert.Equal(0, _output.Open);
    }

    /// <summary>A monotonic clock in ns that is moved by hand.</summary>
    private sealed class HandClock : TimeProvider
    {
        public double Ms { get; set; }

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => (long)Math.Round(Ms * 1_000_000);
    }
}
