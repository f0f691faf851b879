using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Capture;

/// <summary>How the rig takes sound in.</summary>
public sealed record CaptureOptions
{
    [Range(0, 64)]
    [Description("Input channel that is heard, counted from 1; 0 hears the mean of all channels.")]
    public int Channel { get; init; }

    [Range(0, 192_000)]
    [Description("Rate a sound card is opened at, in Hz (44100, 48000, 88200…); 0 takes its own")]
    public int DeviceRateHz { get; init; }

    [Range(0, 64)]
    [Description("Channels a sound card is opened with; 0 takes two, or as many as are needed")]
    public int DeviceChannels { get; init; }

    [Range(1, 2_000)]
    [Description("Latency asked of a sound card, in ms; what it gives is shown at start")]
    public double DeviceLatencyMs { get; init; } = 40;

    [Range(100, 10_000)]
    [Description("A sound card that has not called for so many ms is lost, and opened again")]
    public int HeartbeatMs { get; init; } = 500;

    [Range(1, 16)]
    [Description("Segments kept when the rig cannot follow; beyond it the oldest is dropped.")]
    public int MouthSegments { get; init; } = 2;

    [Range(0.1, 1.0)]
    [Description("Level that no sample may pass (1 = full scale); what passes it is clipped.")]
    public double ClipLevel { get; init; } = 1.0;

    [Range(0.0, 20.0)]
    [Description("Cut-off of the high-pass that takes a constant offset away, in Hz; 0 = none.")]
    public double OffsetCutoffHz { get; init; } = 5.0;
}
