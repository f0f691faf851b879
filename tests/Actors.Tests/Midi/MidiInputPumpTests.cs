using Antiphon.Midi;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class MidiInputPumpTests : IMidiListener
{
    private readonly LateTime _time = new();
    private readonly List<MidiEvent> _heard = [];
    private Action _hearing = () => { };

    void IMidiListener.Hear(MidiHeard heard)
    {
        _heard.Add(heard.Event);
        _hearing();
    }

    void IMidiListener.Lost(long timestamp)
    {
    }

    [Fact]
    public void A_call_that_was_begun_before_the_end_finds_no_input_that_is_being_closed()
    {
        var input = new Input();
        var pump = new MidiInputPump("fake:", () => input, this, _time);
        input.Closing = () => Elsewhere(_time.FireLast);
        pump.Dispose();
        _time.FireLast();

        Assert.Equal((1, 0), (input.Closed, input.TakenWhenClosed));
        Assert.Empty(_heard);
    }

    [Fact]
    public void The_end_waits_until_the_listener_has_heard()
    {
        var input = new Input();
        input.Plays.Enqueue(MidiEvent.NoteOn(1, 60, 80));
        input.Plays.Enqueue(MidiEvent.NoteOff(1, 60));
        var pump = new MidiInputPump("fake:", () => input, this, _time);
        Thread? ending = null;
        var closedUnderIt = 0;
        _hearing = () =>
        {
            if (ending is null)
            {
                ending = new Thread(pump.Dispose) { IsBackground = true };
                ending.Start();
                SpinWait.SpinUntil(() => _time.Ended > 0);
            }

            closedUnderIt += input.Closed;
        };
        _time.FireLast();
        ending!.Join();

        Assert.Equal((0, 1, 2), (closedUnderIt, input.Closed, _heard.Count));
    }

    private static void Elsewhere(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)), "it waits for ever");
    }

    private sealed class Input : IMidiInput
    {
        public Queue<MidiEvent> Plays { get; } = new();

        public Action Closing { get; set; } = () => { };

        public int Closed { get; private set; }

        public int TakenWhenClosed { get; private set; }

        public string Name => "fake:";

        public long Dropped => 0;

        public bool TryTake(out MidiHeard heard)
        {
            TakenWhenClosed += Closed;
            heard = Plays.TryDequeue(out var e) ? new MidiHeard(e, 0) : default;
            return heard != default;
        }

        public bool IsAlive() => true;

        public void Dispose()
        {
            Closed++;
            Closing();
        }
    }

    /// <summary>Timers whose calls run when the test says so, also after their end.</summary>
    private sealed class LateTime : TimeProvider
    {
        private readonly List<Action> _calls = [];
        private int _ended;

        /// <summary>Timers that were disposed.</summary>
        public int Ended => Volatile.Read(ref _ended);

        /// <summary>Runs the call of the timer that was made last: the pump's.</summary>
        public void FireLast() => _calls[^1]();

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _calls.Add(() => callback(state));
            return new Timer(this);
        }

        private sealed class Timer(LateTime owner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => Interlocked.Increment(ref owner._ended);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
