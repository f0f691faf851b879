using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Hears the player's beat from what is struck: tempo, place, division, metre where it is clear,
/// and how sure.
/// </summary>
/// <remarks>
/// Causal: it knows what was known by the time asked for. The same attacks in the same order give
/// the same answers, however often one asks. It keeps time through pauses, less and less sure, and
/// says null when it has lost the beat or never had one. Not thread-safe; allocates nothing in
/// steady state; what it keeps is bounded.
/// </remarks>
public sealed class BeatTracker
{
    private const int LeastGroups = 4;

    private readonly AttackGrouper _grouper = new();
    private readonly AttackAccent _accent = new();
    private readonly PulseFilter _filter;
    private readonly PulseFit _fit = new();
    private PulseEstimate? _pulse;

    public BeatTracker()
        : this(PulseModel.Default)
    {
    }

    internal BeatTracker(PulseModel model) => _filter = new(model);

    /// <summary>Hears an attack; attacks come in the order in which they are known.</summary>
    public void Hear(in Attack attack)
    {
        Settle(attack.KnownAt);
        if (!_grouper.TryAdd(attack))
        {
            if (_grouper.Take(out var group))
            {
                Hear(group);
            }

            _grouper.TryAdd(attack);
        }
    }

    /// <summary>The beat as it is known at a time.</summary>
    /// <param name="now">Not before the newest attack was known.</param>
    /// <returns>Null without a beat; else one that names the last beat by then.</returns>
    public Beat? Advance(SampleTime now)
    {
        Settle(now);
        if (_pulse is not { } pulse)
        {
            return null;
        }

        var since = now.Seconds - _filter.Now;
        var beats = pulse.Phase + since / pulse.Seconds;
        var phase = beats - Math.Floor(beats);
        return new Beat(
            now.PlusSeconds(-phase * pulse.Seconds), pulse.Seconds, pulse.Sureness,
            pulse.Division);
    }

    /// <summary>Forgets all.</summary>
    public void Reset()
    {
        _grouper.Reset();
        _accent.Reset();
        _filter.Reset();
        _fit.Reset();
        _pulse = null;
    }

    private void Settle(SampleTime now)
    {
        if (_grouper.TryTake(now, out var group))
        {
            Hear(group);
        }
    }

    private void Hear(in AttackGroup group)
    {
        var accent = _accent.Hear(group);
        _filter.Hear(group.Seconds, accent, 1);
        if (_accent.LongBefore is { } longBefore)
        {
            _filter.HearAgain(longBefore, 2.5, 0.5);
        }

        _fit.Add(group.Seconds, accent);
        if (_fit.Count >= LeastGroups)
        {
            _pulse = _fit.Refine(
                _filter.Best(_accent.Rate, 1.6, 0.8, 1), _filter.Now);
        }
    }
}
