using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Antiphon.Time;

namespace Antiphon.Hpss;

/// <summary>How much of the past and of the future the separator looks at.</summary>
public sealed record HpssOptions
{
    /// <summary>Past that each segment is separated with, in ms; kept to whole STFT hops.</summary>
    [Range(0, 4000)]
    [Description("Past that the separator keeps, in ms.")]
    public int ContextMs { get; init; } = 500;

    /// <summary>Future that each segment waits for, in ms; kept to whole STFT hops.</summary>
    [Range(0, 500)]
    [Description("Future that the separator waits for, in ms; it delays every token.")]
    public int LookAheadMs { get; init; } = 43;

    /// <summary>The context in samples: the nearest whole number of hops.</summary>
    public int ContextSamples => WholeHops(ContextMs);

    /// <summary>The look-ahead in samples: the nearest whole number of hops.</summary>
    public int LookAheadSamples => WholeHops(LookAheadMs);

    private static int WholeHops(int milliseconds)
    {
        const int hop = HpssParameters.DefaultHopSamples;
        const int perSecond = 1000 * hop;
        return (milliseconds * SampleRate.Hz + perSecond / 2) / perSecond * hop;
    }
}
