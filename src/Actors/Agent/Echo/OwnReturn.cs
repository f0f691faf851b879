using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Whether the partner's own notes come back as notes that are heard: on headphones they do not,
/// and a unison is the player's.
/// </summary>
/// <remarks>
/// Each own note is looked for once, when all is known that was heard as it was to come back. Where
/// nobody else plays, it counts fully: heard, it came back; missing, it did not. Beside the player
/// it counts little, for chance finds it, and loud music hides it. The evidence fades with a
/// half-life of 24 notes, so that a microphone that is plugged in later is found out. Until three
/// notes were looked for, they are taken to come back. It rests on what the mind hears and decides
/// alone, so that a replay finds the same. Not thread-safe; bounded.
/// </remarks>
/// <param name="own">What the partner itself sounds.</param>
internal sealed class OwnReturn(EchoTracker own)
{
    private const int MostOnsets = 128;
    private const double HalfLifeNotes = 24;
    private const double LeastNotes = 3;
    private const double LeastShare = 0.3;
    private const double FoundBesidePlayer = 0.25;
    private const double MissedBesidePlayer = 0.1;

    // An onset is known at most so long after it.
    private const double KnownSeconds = 0.35;

    // Who began a note within this before an own one, or so soon behind it, plays with it.
    private const double CompanySeconds = 1;
    private const double CompanyBehindSeconds = 0.25;

    private readonly Queue<(SampleTime Onset, int Key, bool IsOwn)> _heard = new();
    private double _came;
    private double _missed;
    private SampleTime _lookedUntil;

    /// <summary>Own notes come back, as far as is known.</summary>
    public bool IsPresent =>
        _came + _missed < LeastNotes || _came >= LeastShare * (_came + _missed);

    /// <summary>A note was heard to begin.</summary>
    /// <param name="isOwn">It could be an own note that came back.</param>
    public void Hear(int key, SampleTime onset, bool isOwn)
    {
        if (_heard.Count == MostOnsets)
        {
            _heard.Dequeue();
        }

        _heard.Enqueue((onset, key, isOwn));
    }

    /// <summary>Nothing was heard until now: what was to come back cannot be looked for.</summary>
    public void Lose(SampleTime until) =>
        _lookedUntil = SampleTime.Max(_lookedUntil, until);

    /// <summary>Looks for the own notes of which all is known that was heard.</summary>
    /// <param name="withinSeconds">
    /// How long a strike takes to come back at most, while nothing was measured.
    /// </param>
    public void Advance(SampleTime now, double withinSeconds)
    {
        var until = now.PlusSeconds(-KnownSeconds - withinSeconds);
        if (until <= _lookedUntil)
        {
            return;
        }

        foreach (var (key, from, to) in own.Expected(_lookedUntil, until, withinSeconds))
        {
            Look(key, from, to);
        }

        _lookedUntil = until;
    }

    private void Look(int key, SampleTime from, SampleTime to)
    {
        var (isHeard, isAlone) = (false, true);
        foreach (var note in _heard)
        {
            isHeard |= note.Onset >= from && note.Onset <= to && Pitch.IsPartial(note.Key, key);
            isAlone &= note.IsOwn || note.Onset < from.PlusSeconds(-CompanySeconds)
                || note.Onset > to.PlusSeconds(CompanyBehindSeconds);
        }

        var weight = isAlone ? 1 : isHeard ? FoundBesidePlayer : MissedBesidePlayer;
        var kept = double.Exp2(-weight / HalfLifeNotes);
        _came = kept * _came + (isHeard ? weight : 0);
        _missed = kept * _missed + (isHeard ? 0 : weight);
    }
}
