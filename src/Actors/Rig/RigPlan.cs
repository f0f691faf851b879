using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Antiphon.Rig;

/// <summary>
/// One run of the rig: what it hears, how far the sound goes, and on which clock.
/// </summary>
public sealed record RigPlan
{
    public required HearingSpec Ears { get; init; }

    public required IAudioInput Input { get; init; }

    /// <summary>
    /// Makes what turns features into tokens, afresh for each actor; null ends the run behind the
    /// encoder (training).
    /// </summary>
    public Func<FrameQuantizer>? Quantizer { get; init; }

    /// <summary>Answers; null ends the run behind the tokens.</summary>
    public Responder? Partner { get; init; }

    /// <summary>
    /// As fast as demand allows, on a virtual clock; nothing is dropped or times out.
    /// </summary>
    public bool Freewheel { get; init; } = true;

    /// <summary>Maps the sample clock to the machine's; used live.</summary>
    public SampleClock? Clock { get; init; }

    public FlowOptions Flow { get; init; } = new();

    /// <summary>Sees what passes.</summary>
    public IRigObserver Observer { get; init; } = new NobodyWatches();

    /// <summary>Where failures are written, each once; by default nowhere.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Frames read at once; it changes nothing that is heard.</summary>
    public int BlockFrames { get; init; } = 2048;

    /// <summary>Fault injection, see <see cref="StageContext"/>; null outside tests.</summary>
    public Action<Slot>? BeforeWork { get; init; }

    private sealed class NobodyWatches : IRigObserver;
}
