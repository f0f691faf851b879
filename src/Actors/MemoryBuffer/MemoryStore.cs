using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// What was heard, kept apart from the actor that hears it, so that it outlives it.
/// </summary>
/// <remarks>
/// Bounded: when full, the older half is forgotten by building a new oracle of the younger half in
/// one go (O(1) amortised an append); views of the old one stay as they were. Rests make no state.
/// Nothing is learned across a gap, a rest above the set time, a hole in the ordinals, or warming
/// frames. Not thread-safe; the views are.
/// </remarks>
public sealed class MemoryStore
{
    private readonly MemoryOptions _options;
    private FactorOracle _oracle;
    private MemoryView _view;
    private MemoryCounters _counters;
    private SampleTime _lastLearned;
    private long? _lastOrdinal;
    private bool _breakPending;
    private int _generation;

    public MemoryStore(MemoryOptions options)
    {
        _options = options;
        _oracle = new FactorOracle(Math.Max(4, options.CapacityStates));
        _view = _oracle.View();
    }

    public MemoryCounters Counters => _counters;

    /// <summary>The memory as it is now.</summary>
    public MemoryView View => _view;

    /// <summary>Learns a frame, unless it rests or warms.</summary>
    /// <returns>The memory right after it.</returns>
    public MemoryView Remember(FrameToken token)
    {
        _breakPending |= _lastOrdinal is { } last && token.Ordinal != last + 1;
        _lastOrdinal = token.Ordinal;
        _counters = _counters with { Heard = _counters.Heard + 1 };
        if (token.Warming)
        {
            _counters = _counters with { Warming = _counters.Warming + 1 };
            _breakPending = true;
        }
        else if (token.Harmonic.IsRest && token.Percussive.IsRest)
        {
            _counters = _counters with { Rests = _counters.Rests + 1 };
        }
        else
        {
            Learn(token);
        }

        return _view;
    }

    /// <summary>Notes that something is missing here: what comes next continues nothing.</summary>
    public void Break() => _breakPending = true;

    private void Learn(FrameToken token)
    {
        // Room is made for a break and a frame, so that neither is the first of a full oracle.
        if (_oracle.Count + 2 > _oracle.Capacity)
        {
            ForgetOlderHalf();
        }

        _breakPending |= token.Time.SecondsSince(_lastLearned) > _options.LongRestSeconds;
        if (_breakPending && _oracle.Count > 0)
        {
            _oracle.AppendBreak();
            _counters = _counters with { Breaks = _counters.Breaks + 1 };
        }

        _breakPending = false;
        _lastLearned = token.Time;
        _oracle.Append(
            RememberedFrame.Of(token), JointSymbol.Of(token.Harmonic, token.Percussive));
        _counters = _counters with { Learned = _counters.Learned + 1 };
        _view = _oracle.View(_generation);
    }

    private void ForgetOlderHalf()
    {
        var old = _oracle.View();
        var young = new FactorOracle(_oracle.Capacity);
        var first = old.Count - _oracle.Capacity / 2 + 1;
        while (old.Frame(first) is null)
        {
            first++;
        }

        for (var state = first; state <= old.Count; state++)
        {
            if (old.Frame(state) is { } frame)
            {
                young.Append(frame, old.Symbol(state));
            }
            else
            {
                young.AppendBreak();
            }
        }

        _counters = _counters with { Forgotten = _counters.Forgotten + old.Count - young.Count };
        _oracle = young;
        _generation++;
        _view = young.View(_generation);
    }
}
