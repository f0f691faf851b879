using Akka.Actor;
using Antiphon.Flow;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Antiphon.Tests.Flow;

/// <summary>
/// What every stage owes: one answer to each slot, a gap for what fails or comes late, and a fresh
/// core after a failure. Each stage's own tests say what it works on.
/// </summary>
public abstract class StageActorTests : ActorTests
{
    private readonly ManualTimeProvider _time = new();
    private Exception? _failure;

    protected StageActorTests()
    {
        _time.Advance(TimeSpan.FromSeconds(100));
        Context = new StageContext(_time, NullLogger.Instance, Before);
    }

    /// <summary>Slots that reached the work.</summary>
    protected List<Slot> Worked { get; } = [];

    /// <summary>Cores made so far.</summary>
    protected int Cores { get; set; }

    protected StageContext Context { get; }

    /// <summary>True when a failed actor is to have a core of its own.</summary>
    protected virtual bool HasCore => true;

    /// <summary>The actor under test.</summary>
    protected abstract Props Stage { get; }

    /// <summary>A slot of the kind that it works on: the first, the second, the third…</summary>
    protected abstract Slot SlotAt(int index);

    /// <summary>Whether this is the result of the work on a slot.</summary>
    protected abstract bool IsResult(Slot slot, Slot answer);

    [Fact]
    public void Each_slot_is_answered_once_with_its_result()
    {
        var stage = Sys.ActorOf(Stage);
        for (var i = 0; i < 3; i++)
        {
            var slot = SlotAt(i);
            stage.Tell(new Work(slot, null));
            Assert.True(IsResult(slot, ExpectMsg<Slot>()));
            ExpectNothingMoreOf(stage);
        }
    }

    [Fact]
    public void A_gap_is_passed_on_at_its_place()
    {
        var stage = Sys.ActorOf(Stage);
        var gap = new Gap(SlotAt(0).Place, "lost before");
        stage.Tell(new Work(gap, null));
        Assert.Equal(gap.Place, ExpectMsg<Slot>().Place);
        ExpectNothingMoreOf(stage);
        Assert.Empty(Worked);
    }

    [Fact]
    public void The_end_is_passed_on_at_its_place()
    {
        var stage = Sys.ActorOf(Stage);
        var end = new InputEnded(SlotAt(0).Place);
        stage.Tell(new Work(end, null));
        Assert.Equal(end.Place, ExpectMsg<Slot>().Place);
        ExpectNothingMoreOf(stage);
    }

    [Fact]
    public void What_comes_late_is_not_worked_on()
    {
        var stage = Sys.ActorOf(Stage);
        var slot = SlotAt(0);
        stage.Tell(new Work(slot, _time.GetTimestamp() - 1));
        Assert.False(IsResult(slot, ExpectMsg<Slot>()));
        ExpectNothingMoreOf(stage);
        Assert.Empty(Worked);
    }

    [Fact]
    public void What_is_in_time_to_the_tick_is_worked_on()
    {
        var stage = Sys.ActorOf(Stage);
        var slot = SlotAt(0);
        stage.Tell(new Work(slot, _time.GetTimestamp()));
        Assert.True(IsResult(slot, ExpectMsg<Slot>()));
    }

    [Fact]
    public void What_throws_is_a_gap_and_the_next_slot_is_worked_on_by_a_fresh_core()
    {
        var stage = Sys.ActorOf(Stage);
        ExpectNothingMoreOf(stage);
        var cores = Cores;
        _failure = new InvalidOperationException("boom");
        stage.Tell(new Work(SlotAt(0), null));
        var gap = ExpectMsg<Gap>();
        Assert.Equal(SlotAt(0).Place, gap.Place);
        Assert.Contains("boom", gap.Reason, StringComparison.Ordinal);

        stage.Tell(new Work(SlotAt(1), null));
        Assert.True(IsResult(SlotAt(1), ExpectMsg<Slot>()));
        ExpectNothingMoreOf(stage);
        Assert.Equal(HasCore ? cores + 1 : cores, Cores);
    }

    [Fact]
    public void A_slot_of_another_kind_is_a_gap()
    {
        var stage = Sys.ActorOf(Stage);
        stage.Tell(new Work(new Stranger(SlotAt(0).Place), null));
        Assert.Equal(SlotAt(0).Place, ExpectMsg<Gap>().Place);
        ExpectNothingMoreOf(stage);
    }

    private void Before(Slot slot)
    {
        if (_failure is { } failure)
        {
            _failure = null;
            throw failure;
        }

        Worked.Add(slot);
    }

    private sealed record Stranger(Place Place) : Slot(Place);
}
