using Akka.Actor;
using Antiphon.Flow;
using Antiphon.Rig;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>The supervisor alone, with two actors that do as they are told.</summary>
public sealed class RigSupervisorActorTests : ActorTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly IActorRef _supervisor;
    private IActorRef _failing = ActorRefs.Nobody;

    public RigSupervisorActorTests()
    {
        var log = _loggers.CreateLogger("test");
        var made = 0;
        Func<int> next = () => Interlocked.Increment(ref made);
        CrewMember[] crew =
        [
            new(StageName.Encoder, Props.Create(() => new Obedient(next)))
            {
                Link = actor => TestActor.Tell(new Linked(StageName.Encoder, actor)),
                Rest = () => TestActor.Tell("rests"),
                Failed = () => TestActor.Tell("failed"),
            },
            new(StageName.Midi, Props.Create(() => new Obedient(() => 0)))
            {
                Link = actor => TestActor.Tell(new Linked(StageName.Midi, actor)),
                Rest = () => TestActor.Tell("the other rests"),
            },
        ];
        _supervisor = Sys.ActorOf(Props.Create(() => new RigSupervisorActor(
            crew, _time, log, breakdown => TestActor.Tell(breakdown))));
        _failing = ExpectMsg<Linked>().Actor;
        Assert.Equal(StageName.Midi, ExpectMsg<Linked>().Stage);
    }

    [Fact]
    public void The_first_failure_is_a_restart_in_place_with_a_fresh_core()
    {
        Fail();
        ExpectMsg("failed");
        _failing.Tell("who");
        ExpectMsg(2);
        ExpectNothing();
        var entry = Assert.Single(_loggers.Entries);
        Assert.IsType<InvalidOperationException>(entry.Exception);
        Assert.Contains("Encoder", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_failure_rests_until_its_wait_is_over()
    {
        Fail();
        ExpectMsg("failed");
        FailAndRest();
        AwaitTimer();
        _time.Advance(TimeSpan.FromSeconds(0.499));
        ExpectNothing();
        _time.Advance(TimeSpan.FromSeconds(0.001));
        _failing = ExpectMsg<Linked>().Actor;
        _failing.Tell("who");
        ExpectMsg(3);
        Assert.Equal(2, _loggers.Entries.Count());
    }

    [Fact]
    public void A_quiet_minute_makes_the_next_restart_immediate_again()
    {
        Fail();
        ExpectMsg("failed");
        FailAndRest();
        AwaitTimer();
        _time.Advance(TimeSpan.FromSeconds(0.5));
        _failing = ExpectMsg<Linked>().Actor;
        _time.Advance(RestartRule.Window + TimeSpan.FromSeconds(1));
        Fail();
        ExpectMsg("failed");
        _failing.Tell("who");
        ExpectMsg(4);
        ExpectNothing();
    }

    [Fact]
    public void The_eighth_failure_is_told_and_nobody_begins_anew()
    {
        Fail();
        ExpectMsg("failed");
        foreach (var seconds in (double[])[0.5, 1, 2, 4, 5, 5])
        {
            FailAndRest();
            AwaitTimer();
            _time.Advance(TimeSpan.FromSeconds(seconds));
            _failing = ExpectMsg<Linked>().Actor;
        }

        FailAndRest();
        var breakdown = ExpectMsg<Breakdown>();
        Assert.Equal(
            "Encoder failed 8 times within 60 s, last: InvalidOperationException: boom",
            breakdown.Text);
        _time.Advance(RestartRule.Window);
        ExpectNothing();
        Assert.Equal(8, _loggers.Entries.Count());
        Assert.Equal(LogLevel.Critical, _loggers.Entries.Last().Level);
    }

    [Fact]
    public void One_that_is_stopped_is_made_anew_and_named_in_the_log()
    {
        _failing.Tell(PoisonPill.Instance);
        ExpectMsg("failed");
        ExpectMsg<Linked>().Actor.Tell("who");
        ExpectMsg(2);
        Assert.Contains(
            "Encoder was stopped", Assert.Single(_loggers.Entries).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_whose_core_cannot_be_made_rests_like_any_other()
    {
        var log = _loggers.CreateLogger("test");
        CrewMember[] crew =
        [
            new(StageName.Hpss, Props.Create(() => new Stillborn()))
            {
                Link = _ => { },
                Rest = () => TestActor.Tell("rests"),
            },
        ];
        Action<Breakdown> giveUp = breakdown => TestActor.Tell(breakdown);
        Sys.ActorOf(Props.Create(() => new RigSupervisorActor(crew, _time, log, giveUp)));
        ExpectMsg("rests");
        Assert.All(
            _loggers.Entries, entry => Assert.Contains(
                "no core", entry.Exception!.ToString(), StringComparison.Ordinal));
    }

    private void Fail() => _failing.Tell(new InvalidOperationException("boom"));

    private void FailAndRest()
    {
        Fail();
        ExpectMsg("failed");
        ExpectMsg("rests");
    }

    private void AwaitTimer() => AwaitCondition(() => _time.PendingTimers == 1);

    private void ExpectNothing() => ExpectNothingMoreOf(_supervisor);

    private sealed record Linked(StageName Stage, IActorRef Actor);

    private sealed class Obedient(Func<int> next) : UntypedActor
    {
        private readonly int _number = next();

        protected override void OnReceive(object message)
        {
            if (message is Exception failure)
            {
                throw failure;
            }

            Sender.Tell(_number);
        }
    }

    private sealed class Stillborn : UntypedActor
    {
        public Stillborn() => throw new InvalidOperationException("no core");

        protected override void OnReceive(object message)
        {
        }
    }
}
