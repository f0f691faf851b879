namespace Antiphon.Tests;

/// <summary>Counts what some work allocates on this thread.</summary>
internal static class Allocation
{
    private const int Runs = 8;

    /// <summary>
    /// Bytes of the least of several runs: a collection in between counts what it throws away.
    /// </summary>
    public static long LeastOf(Action work) => Enumerable.Range(0, Runs).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
