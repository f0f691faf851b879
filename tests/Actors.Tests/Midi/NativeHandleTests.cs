using Antiphon.Native;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class NativeHandleTests
{
    private readonly List<nint> _freed = [];

    [Fact]
    public void An_object_is_freed_once_and_nobody_gets_in_afterwards()
    {
        var handle = new NativeHandle(7, _freed.Add);
        Assert.Equal(8, handle.Use(1, (it, more) => (int)it + more, freed: -1));
        handle.Dispose();
        handle.Dispose();

        Assert.Equal(-1, handle.Use(1, (it, more) => (int)it + more, freed: -1));
        Assert.Equal([7], _freed);
    }

    [Fact]
    public void An_object_is_freed_only_when_nobody_is_in_it()
    {
        using var begun = new ManualResetEventSlim();
        var handle = new NativeHandle(7, _freed.Add);
        var freeing = new Thread(() =>
        {
            begun.Set();
            handle.Dispose();
        })
        { IsBackground = true };
        var freedUnderIt = handle.Use(0, (_, _) =>
        {
            freeing.Start();
            begun.Wait();

            // It waits, or has done what it must not.
            SpinWait.SpinUntil(
                () => _freed.Count > 0
                    || freeing.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
            return _freed.Count;
        }, freed: -1);
        freeing.Join();

        Assert.Equal((0, 1), (freedUnderIt, _freed.Count));
    }

    [Fact]
    public void Of_many_that_free_an_object_one_does()
    {
        var handle = new NativeHandle(7, it =>
        {
            lock (_freed)
            {
                _freed.Add(it);
            }
        });
        Parallel.For(0, 64, _ => handle.Dispose());
        Assert.Single(_freed);
    }
}
