using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Hpss;
using Antiphon.Transcription;

namespace Antiphon.Rig;

/// <summary>Everything that shapes what the rig hears, up to the features of each frame.</summary>
/// <param name="Capture">Channel, repair, mouth.</param>
/// <param name="Hpss">Context and look-ahead of the separation.</param>
/// <param name="Gate">Below which a stem is at rest.</param>
/// <param name="Encoder">
/// The model; runs side by side share one through <see cref="EncoderTurns"/>.
/// </param>
public sealed record HearingSpec(
    CaptureOptions Capture, HpssOptions Hpss, GateOptions Gate, IFrameEncoder Encoder)
{
    /// <summary>What hears notes for a partner; null for none.</summary>
    public EarSpec? Ear { get; init; }
}

/// <summary>What hears notes.</summary>
/// <param name="Ear">Used by one run at a time; stays the caller's.</param>
/// <param name="Options">When its doubt is a note.</param>
public sealed record EarSpec(IEar Ear, TranscriptionOptions Options);
