using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Hpss;

namespace Antiphon.Rig;

/// <summary>Everything that shapes what the rig hears, up to the features of each frame.</summary>
/// <param name="Capture">Channel, repair, mouth.</param>
/// <param name="Hpss">Context and look-ahead of the separation.</param>
/// <param name="Gate">Below which a stem is at rest.</param>
/// <param name="Encoder">
/// The model; runs side by side share one through <see cref="EncoderTurns"/>.
/// </param>
public sealed record HearingSpec(
    CaptureOptions Capture, HpssOptions Hpss, GateOptions Gate, IFrameEncoder Encoder);
