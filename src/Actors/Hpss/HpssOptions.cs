using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>How much past and future the separator of the rig sees.</summary>
public sealed record HpssOptions
{
    [Range(0, 4_000)]
    [Description("Past that the separation sees, ms; rounded up to whole hops of 21.3 ms")]
    public int ContextMs { get; init; } = 500;

    [Range(0, 500)]
    [Description("Future that it waits for, ms; rounded up to whole hops; adds to the latency")]
    public int LookAheadMs { get; init; } = 42;

    /// <summary>The past in samples, whole hops.</summary>
    public int ContextSamples => WholeHops(ContextMs);

    /// <summary>The future in samples, whole hops.</summary>
    public int LookAheadSamples => WholeHops(LookAheadMs);

    private static int WholeHops(int milliseconds)
    {
        var hop = HpssParameters.Default.HopSamples;
        var samples = milliseconds * SampleRate.Hz / 1000;
        return (samples + hop - 1) / hop * hop;
    }
}
