using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Hpss;

/// <summary>When a stem is at rest. A setting of the rig, outside the perception contract.</summary>
public sealed record GateOptions
{
    [Range(-120.0, 0.0)]
    [Description("A stem below this level rests, dBFS; set it a little above the noise of the room")]
    public double AbsoluteDb { get; init; } = -80;

    [Range(-120.0, 0.0)]
    [Description("A stem this far below the unsplit sound rests, dB: it is only the other's residue")]
    public double RelativeDb { get; init; } = -42;

    [Range(0.0, 24.0)]
    [Description("A stem at rest must rise this far above the gate to be heard again, dB")]
    public double HysteresisDb { get; init; } = 4;
}
