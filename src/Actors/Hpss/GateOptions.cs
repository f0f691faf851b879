using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Hpss;

/// <summary>When a frame of a stem is too quiet to be a word.</summary>
/// <remarks>
/// The defaults let music of −20 dBFS speak even 40 dB further down, and let the residue of a held
/// tone in the percussive stem rest. A rig in a noisy room raises <see cref="AbsoluteDb"/>.
/// </remarks>
public sealed record GateOptions
{
    /// <summary>A stem opens at this loudness, dBFS.</summary>
    [Range(-120.0, 0.0)]
    [Description("A stem speaks from this loudness up, in dBFS (RMS of a frame).")]
    public double AbsoluteDb { get; init; } = -84;

    /// <summary>A stem opens at this loudness relative to the unsplit sound, dB.</summary>
    [Range(-120.0, 0.0)]
    [Description("A stem speaks from this loudness up relative to the unsplit sound, in dB.")]
    public double RelativeDb { get; init; } = -35;

    /// <summary>How far an open stem may sink below either before it rests, dB.</summary>
    [Range(0.0, 40.0)]
    [Description("How far below either a speaking stem may sink before it rests, in dB.")]
    public double HysteresisDb { get; init; } = 6;
}
