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
    // So much silence is playing still; from then on the sureness halves in so many seconds.
    private const double SilenceSeconds = 2;
    private const double HalvingSeconds = 15;

    // So sure it must be to be said, and less sure than that to be lost.
    private const double FoundSureness = 0.35;
    private const double LostSureness = 0.15;

    private readonly AttackGrouper _grouper = new();
    private readonly BeatHearing _hearing;
    private bool _isKnown;

    public BeatTracker()
        : this(PulseModel.Default)
    {
    }

    internal BeatTracker(PulseModel model) => _hearing = new(model);

    /// <summary>How the beat was heard.</summary>
    internal BeatHearing Hearing => _hearing;

    /// <summary>Hears an attack; attacks come in the order in which they are known.</summary>
    public void Hear(in Attack attack)
    {
        Settle(attack.KnownAt);
        if (!_grouper.TryAdd(attack))
        {
            if (_grouper.Take(out var group))
            {
                _hearing.Hear(group);
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
        if (_hearing.Beat is not { } beat)
        {
            return null;
        }

        var since = now.Seconds - _hearing.Now;
        var silence = Math.Max(0, since - SilenceSeconds);
        var sureness = _hearing.Sureness * Math.Pow(2, -silence / HalvingSeconds);
        _isKnown = sureness >= (_isKnown ? LostSureness : FoundSureness);
        if (!_isKnown)
        {
            return null;
        }

        var beats = beat.Phase + since / beat.Seconds;
        var at = now.Seconds - (beats - Math.Floor(beats)) * beat.Seconds;
        var bar = _hearing.Bars.At(at);
        return new Beat(
            SampleTime.FromSeconds(at), beat.Seconds, sureness, beat.Division,
            bar.Beats, bar.Beat);
    }

    /// <summary>Forgets all.</summary>
    public void Reset()
    {
        _grouper.Reset();
        _hearing.Reset();
        _isKnown = false;
    }

    private void Settle(SampleTime now)
    {
        if (_grouper.TryTake(now, out var group))
        {
            _hearing.Hear(group);
        }
    }
}
