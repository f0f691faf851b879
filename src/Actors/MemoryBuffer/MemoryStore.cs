using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// What was heard, kept apart from the actor that hears it, so that it outlives it: corpora, which
/// are never forgotten, and upon them what is heard live, of which the newest is kept.
/// </summary>
/// <remarks>
/// Two live layers grow at once, the second begun when the first held the capacity. When the second
/// holds it too, the first (now twice as long) goes, the second takes its place, and a new one is
/// begun. So between one and two capacities are kept, every layer is the oracle of one unbroken
/// stretch up to now, and forgetting rebuilds nothing: a frame costs two appends a stem, always.
/// Rests make no state. Nothing is learned across a gap, a rest above the set time, a hole in the
/// ordinals, warming frames or own sound. Not thread-safe; the views are.
/// </remarks>
public sealed class MemoryStore
{
    private readonly MemoryOptions _options;
    private readonly PriorMemory _ground;
    private readonly LearningRule _rule = new();
    private MemoryLayer _elder;
    private MemoryLayer? _younger;
    private MemoryView _view;
    private MemoryCounters _counters;
    private SampleTime _lastLearned;
    private int _generation;

    /// <param name="ground">What was known before; nothing when left out.</param>
    public MemoryStore(MemoryOptions options, PriorMemory? ground = null)
    {
        _options = options;
        _ground = ground ?? PriorMemory.Bare;
        _elder = NewLayer();
        _view = Look();
    }

    public MemoryCounters Counters => _counters;

    /// <summary>The memory as it is now.</summary>
    public MemoryView View => _view;

    /// <summary>Learns a frame, unless it rests, warms or is the partner's own sound.</summary>
    /// <returns>The memory right after it.</returns>
    public MemoryView Remember(FrameToken token)
    {
        var fate = _rule.Judge(token);
        _counters = Count(_counters with { Heard = _counters.Heard + 1 }, fate);
        if (fate == FrameFate.Learned)
        {
            Learn(token);
        }

        return _view;
    }

    /// <summary>Notes that something is missing here: what comes next continues nothing.</summary>
    public void Break() => _rule.Break();

    private static MemoryCounters Count(MemoryCounters counters, FrameFate fate) => fate switch
    {
        FrameFate.Learned => counters with { Learned = counters.Learned + 1 },
        FrameFate.Rest => counters with { Rests = counters.Rests + 1 },
        FrameFate.Warming => counters with { Warming = counters.Warming + 1 },
        _ => counters with { OwnSound = counters.OwnSound + 1 },
    };

    private void Learn(FrameToken token)
    {
        TakeTurns();
        var breaks = _rule.IsBroken
            || LearningRule.IsLongRest(_lastLearned, token.Time, _options);
        if (breaks && _elder.Frames > 0)
        {
            _counters = _counters with { Breaks = _counters.Breaks + 1 };
        }

        var frame = RememberedFrame.Of(token);
        Append(_elder, frame, breaks);
        if (_younger is not null)
        {
            Append(_younger, frame, breaks);
        }

        _rule.GoOn();
        _lastLearned = token.Time;
        _view = Look();
    }

    private static void Append(MemoryLayer layer, RememberedFrame frame, bool breaks)
    {
        if (breaks && layer.Frames > 0)
        {
            layer.AppendBreak();
        }

        layer.Append(frame);
    }

    private void TakeTurns()
    {
        if (_younger?.Frames == _options.CapacityFrames)
        {
            _counters = _counters with
            {
                Forgotten = _counters.Forgotten + _elder.Count - _younger.Count,
            };
            _elder = _younger;
            _younger = null;
            _generation++;
        }

        if (_elder.Frames == _options.CapacityFrames)
        {
            _younger = NewLayer();
        }
    }

    // A break may stand before each frame, and twice the capacity is held before the turn.
    private MemoryLayer NewLayer() => new(4 * _options.CapacityFrames, _ground.Stratum);

    private MemoryView Look() => new(_ground, _elder, _elder.Count, _generation);
}

/// <summary>What the memory has done since it was made.</summary>
/// <param name="Heard">Frames heard.</param>
/// <param name="Learned">Frames that became states.</param>
/// <param name="Rests">Frames in which both stems rested.</param>
/// <param name="Warming">Frames not learned because the separator was filling.</param>
/// <param name="OwnSound">Frames not learned because own notes sounded under them.</param>
/// <param name="Breaks">Phrase ends written into the memory.</param>
/// <param name="Forgotten">States dropped to make room.</param>
public readonly record struct MemoryCounters(
    long Heard,
    long Learned,
    long Rests,
    long Warming,
    long OwnSound,
    long Breaks,
    long Forgotten);
