using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// Says of each frame whether it is learned, and whether it goes on from the one learned before:
/// nothing goes on across a gap, a hole in the ordinals, or frames that are heard and not learned.
/// </summary>
/// <remarks>The one place for this, live and for corpora. Not thread-safe.</remarks>
internal sealed class LearningRule
{
    private long? _lastOrdinal;

    /// <summary>True when what is learned next continues nothing.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Notes that something is missing here.</summary>
    public void Break() => IsBroken = true;

    /// <summary>Judges a frame.</summary>
    public FrameFate Judge(FrameToken token)
    {
        IsBroken |= _lastOrdinal is { } last && token.Ordinal != last + 1;
        _lastOrdinal = token.Ordinal;
        var fate = FateOf(token);
        IsBroken |= fate is FrameFate.Warming or FrameFate.OwnSound;
        return fate;
    }

    /// <summary>What becomes of a frame, whatever came before it.</summary>
    public static FrameFate FateOf(FrameToken token) => token switch
    {
        { Warming: true } => FrameFate.Warming,
        { OwnSound: true } => FrameFate.OwnSound,
        { Harmonic.IsRest: true, Percussive.IsRest: true } => FrameFate.Rest,
        _ => FrameFate.Learned,
    };

    /// <summary>What comes next continues the frame that was learned just now.</summary>
    public void GoOn() => IsBroken = false;

    /// <summary>Whether the time between two frames that speak ends a phrase.</summary>
    public static bool IsLongRest(SampleTime earlier, SampleTime later, MemoryOptions options) =>
        later.SecondsSince(earlier) > options.LongRestSeconds;
}

/// <summary>What becomes of a heard frame.</summary>
internal enum FrameFate
{
    /// <summary>It becomes a state.</summary>
    Learned = 0,

    /// <summary>Both stems rest: it passes time and makes no state.</summary>
    Rest = 1,

    /// <summary>The separator was filling: played with, not learned.</summary>
    Warming = 2,

    /// <summary>The partner's own notes sounded under it: played with, not learned.</summary>
    OwnSound = 3,
}
