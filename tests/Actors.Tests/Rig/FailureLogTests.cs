using Akka.Actor;
using Antiphon.Flow;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Antiphon.Tests.Rig;

/// <summary>
/// Each of the eight actors throws, is stopped and hangs: whatever the log is given, by the rig and
/// by Akka itself, is one entry that says who and, for a throw, with which exception.
/// </summary>
public sealed class FailureLogTests : IDisposable
{
    private const double Seconds = 4;
    private const double SecondsOfHang = 10;
    private const int SegmentOfFailure = 6;
    private const long FrameOfFailure = 50_000;

    private readonly RecordingLoggers _loggers = new();

    public static TheoryData<StageName> Stages => [.. Enum.GetValues<StageName>()];

    public void Dispose() => _loggers.Dispose();

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task A_throw_leaves_one_entry_with_its_type_and_stack(StageName stage)
    {
        await using (var rig = Rig(stage, () => throw new InvalidOperationException("boom")))
        {
            await rig.PlayToTheEnd();
        }

        var entry = Assert.Single(_loggers.Entries);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Contains($"{stage} failed", entry.Text, StringComparison.Ordinal);
        var exception = Assert.IsType<InvalidOperationException>(entry.Exception);
        Assert.Contains(nameof(FailureLogTests), exception.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task A_stop_leaves_one_entry_that_names_the_stage(StageName stage)
    {
        LiveRig? rig = null;
        await using (rig = Rig(stage, () => rig!.ActorOf(stage).Tell(PoisonPill.Instance)))
        {
            await rig.PlayToTheEnd();
        }

        Assert.Contains(
            $"{stage} was stopped", Assert.Single(_loggers.Entries).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task A_hang_that_does_not_end_leaves_one_entry_that_names_the_stage(
        StageName stage)
    {
        var hangs = false;
        using var never = new ManualResetEventSlim();
        await using (var rig = Rig(stage, () =>
        {
            Volatile.Write(ref hangs, true);
            never.Wait();
        }, SecondsOfHang))
        {
            await rig.PlayUntil(
                () => rig.Ended, () => Volatile.Read(ref hangs) ? stage : null);
            never.Set();
        }

        var entry = Assert.Single(_loggers.Entries);
        Assert.Contains($"{stage} ", entry.Text, StringComparison.Ordinal);
        Assert.True(entry.Level >= LogLevel.Error);
    }

    private LiveRig Rig(
        StageName stage, Action meddle, double seconds = Seconds) => stage == StageName.Capture
        ? new LiveRig(
            input: new FaultyInput(ToySound.Input(seconds), FrameOfFailure, meddle),
            loggers: _loggers)
        : new LiveRig(
            new OneFault(Tests.Rig.Stages.WorkOn[stage], SegmentOfFailure, meddle).Before,
            seconds, loggers: _loggers);
}
