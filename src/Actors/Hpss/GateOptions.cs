using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Hpss;

/// <summary>
/// When a frame of a stem is too quiet to be a token. <see cref="DescriptorAnalyser"/> makes a gate
/// of it for each stem, alike; what parts the two belongs there.
/// </summary>
/// <remarks>
/// The defaults let music of −20 dBFS speak as it does 40 dB further down, and let room noise and
/// the residue of a held tone in the percussive stem rest.
/// </remarks>
public sealed record GateOptions
{
    /// <summary>Sound this loud wakes the stems, dBFS.</summary>
    [Range(-120.0, 0.0)]
    [Description(
        "Stems rest until the unsplit sound is this loud, in dBFS (RMS of a frame); a noisy room "
        + "raises it")]
    public double AbsoluteDb { get; init; } = -66;

    /// <summary>How long stems stay awake behind the last frame that loud, s.</summary>
    [Range(0.0, 60.0)]
    [Description("How long stems stay awake behind the last frame that loud, in s")]
    public double HoldSeconds { get; init; } = 2;

    /// <summary>A stem opens at this loudness relative to the unsplit sound, dB.</summary>
    [Range(-120.0, 0.0)]
    [Description("A stem speaks from this loudness up relative to the unsplit sound, in dB.")]
    public double RelativeDb { get; init; } = -35;

    /// <summary>How far under its own recent peak a stem opens, dB.</summary>
    [Range(0.0, 120.0)]
    [Description("A stem speaks down to this far below its own recent peak, in dB.")]
    public double RangeDb { get; init; } = 45;

    /// <summary>How fast the recent peak falls while something sounds, dB a second.</summary>
    [Range(0.0, 120.0)]
    [Description("How fast the recent peak is forgotten while something sounds, in dB a second")]
    public double PeakFallDbPerSecond { get; init; } = 3;

    /// <summary>How far an open stem may sink below either before it rests, dB.</summary>
    [Range(0.0, 40.0)]
    [Description("How far below either a speaking stem may sink before it rests, in dB.")]
    public double HysteresisDb { get; init; } = 6;
}
