namespace Antiphon.Host.Composition;

/// <summary>What a run costs: time of the machine, and memory allocated.</summary>
internal readonly record struct RunCost(double Seconds, long AllocatedBytes)
{
    /// <summary>The clocks as they stand when it begins.</summary>
    public static RunCost Begin() => new(Now, GC.GetTotalAllocatedBytes());

    /// <summary>What it took since it began.</summary>
    public RunCost End() =>
        new(Now - Seconds, GC.GetTotalAllocatedBytes() - AllocatedBytes);

    private static double Now =>
        (double)TimeProvider.System.GetTimestamp() / TimeProvider.System.TimestampFrequency;
}
