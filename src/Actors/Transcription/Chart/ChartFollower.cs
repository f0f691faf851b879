using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Finds where in a chart the music stands, from the beat and the notes that are heard, and says
/// chord and key by the chart as long as what is heard agrees.
/// </summary>
/// <remarks>
/// Without a sure beat it says nothing. A beat is heard when its notes are known; a beat that is
/// found is counted back to the notes before it. Not thread-safe; bounded.
/// </remarks>
internal sealed class ChartFollower
{
    /// <summary>So sure a beat must be.</summary>
    private const double LeastSure = 0.3;

    /// <summary>A beat is over when its notes are known, in seconds.</summary>
    private const double Lateness = 0.17;

    /// <summary>So much music before a beat was found is heard with it, in seconds.</summary>
    private const double BackSeconds = 8;

    /// <summary>So long without a beat, half of what was believed is gone, in seconds.</summary>
    private const double ForgottenSeconds = 8;

    /// <summary>After so long without a beat all begins anew, in seconds.</summary>
    private const double LongestAway = 30;

    private const double InChart = 0.8;
    private const double BesideChart = 0.35;
    private const double Found = 0.6;
    private const double Kept = 0.3;
    private const double Better = 1.5;
    private const double WrongBeatOfBar = 0.88;
    private const double OtherTempo = 1.4;
    private const int HistoryBeats = 8;
    private const int MostAhead = 16;

    private readonly Chart _chart;
    private readonly ChartBelief _belief;
    private readonly ChartFit _fit;
    private readonly Func<int, int, double> _likely;
    private readonly List<Step> _history = [];
    private readonly ChartPlace[] _bars;
    private Beat? _beat;
    private SampleTime _beatAt;
    private bool _isKnown;
    private long _count;
    private long _next;
    private long _toldBeat;
    private int _sureUnits;

    public ChartFollower(Chart chart, HarmonyModel model)
    {
        (_chart, _belief, _fit) = (chart, new ChartBelief(chart), new ChartFit(chart, model));
        _likely = Likely;
        _bars =
        [
            .. chart.Bars.Select((bar, i) =>
                new ChartPlace(i, bar.Section, bar.Number, bar.Written, 0)),
        ];
    }

    /// <summary>It knows where the music stands.</summary>
    public bool IsFollowing { get; private set; }

    public void Began(in NoteBegan note) => _fit.Notes.Began(note);

    public void Ended(in NoteEnded note) => _fit.Notes.Ended(note);

    /// <summary>Time goes on.</summary>
    /// <param name="beat">The beat as it is known.</param>
    /// <param name="key">The key as it is heard.</param>
    public void Advance(SampleTime now, Beat? beat, MusicalKey? key)
    {
        _isKnown = beat is { Sureness: >= LeastSure };
        if (!_isKnown)
        {
            IsFollowing = false;
            return;
        }

        Count(beat!.Value, now);
        while (_beat!.Value.TimeOf(_next + 1 - _count).PlusSeconds(Lateness) <= now)
        {
            Hear(key);
        }
    }

    /// <summary>Where the music stands at a time; null where nobody knows.</summary>
    public ChartPlace? At(SampleTime time) => Find(time) is { } at
        ? _bars[at.Bar] with { Sureness = at.Sureness }
        : null;

    /// <summary>The chord of the chart at a time; null without one, or if nobody knows.</summary>
    public Chord? ChordAt(SampleTime time) => Find(time) is { } at
        && _chart.ChordAt(at.Unit).Chord is { } chord
            ? chord with { Sureness = at.Sureness } : null;

    /// <summary>The key of the chart at a time; null where nobody knows where it stands.</summary>
    public MusicalKey? KeyAt(SampleTime time) => Find(time) is { } at
        ? _chart.Bars[at.Bar].Key with { Sureness = at.Sureness } : null;

    /// <summary>
    /// The chords that come, each with its time: bar for bar, whether they change or not.
    /// </summary>
    public IEnumerable<(Chord Chord, SampleTime At)> Ahead(SampleTime from)
    {
        if (Find(from) is not { } at || _history.Count == 0)
        {
            yield break;
        }

        var (last, beat) = (_history[^1], _beat!.Value);
        var (step, since) = (_belief.Steps[last.Way], UnitsTo(from, last));
        var found = 0;
        for (var ahead = Math.Max(0, since + 1); found < MostAhead && ahead <= _sureUnits; ahead++)
        {
            var unit = _chart.After(last.Unit, ahead);
            var bar = _chart.BarAt(unit);
            var inBar = unit - _chart.StartOf(bar);
            foreach (var one in _chart.Bars[bar].Chords)
            {
                if (one.Unit == inBar && one.Chord is { } chord)
                {
                    found++;
                    yield return (
                        chord with { Sureness = at.Sureness },
                        beat.TimeOf(last.Beat - _count + (double)ahead / step));
                }
            }
        }
    }

    private (int Unit, int Bar, double Sureness)? Find(SampleTime time)
    {
        if (!IsFollowing || !_isKnown || _history.Count == 0)
        {
            return null;
        }

        var i = _history.Count - 1;
        while (i > 0 && UnitsTo(time, _history[i]) < 0)
        {
            i--;
        }

        var step = _history[i];
        var unit = _chart.After(step.Unit, Math.Max(0, UnitsTo(time, step)));
        return (unit, _chart.BarAt(unit), step.Sureness);
    }

    private int UnitsTo(SampleTime time, Step step)
    {
        const double near = 0.02;
        var beats = _beat!.Value.BeatsTo(time) + _count - step.Beat;
        return (int)Math.Floor((beats + near) * _belief.Steps[step.Way]);
    }

    private void Count(Beat beat, SampleTime now)
    {
        var away = now.SecondsSince(_beatAt);
        if (_beat is not { } before || away > LongestAway)
        {
            Begin(beat, now);
            return;
        }

        var ratio = beat.Seconds / before.Seconds;
        if (ratio is > OtherTempo or < 1 / OtherTempo)
        {
            // The same music is counted in other beats.
            var next = before.TimeOf(_next - _count);
            (_beat, _count, _next) = (beat, 0, (long)Math.Ceiling(beat.BeatsTo(next) - 0.25));
            _belief.Change(ratio, before.BeatsTo(beat.TimeOf(_next)) - before.BeatsTo(next));
            IsFollowing = false;
            _history.Clear();
        }
        else
        {
            _count += (long)Math.Round(before.BeatsTo(beat.At));
            _beat = beat;
        }

        if (away > 1)
        {
            _belief.Forget(1 - Math.Pow(2, -away / ForgottenSeconds));
        }

        _beatAt = now;
    }

    private void Begin(Beat beat, SampleTime now)
    {
        var back = SampleTime.Max(now, SampleTime.FromSeconds(BackSeconds))
            .PlusSeconds(-BackSeconds);
        _fit.Notes.Forget(back);
        _history.Clear();
        var from = SampleTime.Max(_fit.Notes.Oldest ?? now, back);
        (_beat, _beatAt, _count) = (beat, now, 0);
        _next = (long)Math.Round(beat.BeatsTo(from));
        _belief.HearTempo(beat.Seconds);
        _belief.Begin(begins: _fit.Notes.Oldest >= from);
    }

    private void Hear(MusicalKey? key)
    {
        var beat = _beat!.Value;
        var from = beat.TimeOf(_next - _count);
        _fit.Hear(from, beat.Seconds, key);
        _toldBeat = beat.BarBeats > 0
            ? ((beat.BarBeat + _next - _count) % beat.BarBeats + beat.BarBeats) % beat.BarBeats
            : -1;
        _belief.Pass(_likely, _fit.Any);
        _fit.Notes.Forget(from);
        _next++;
        Choose();
    }

    private double Likely(int way, int unit)
    {
        var (step, beat) = (_belief.Steps[way], _beat!.Value);
        var bar = _chart.BarAt(unit);
        var inBar = unit - _chart.StartOf(bar);
        var place = inBar == 0 ? 0 : 2 * inBar == _chart.Bars[bar].Units ? 1 : 2;
        var fit = _fit.Any ? _fit.Of(unit, place, _chart.After(unit, step / 2)) : 1;
        if (_toldBeat < 0)
        {
            return fit;
        }

        var agrees = _chart.Bars[bar].Units == beat.BarBeats * step
            && inBar == _toldBeat * step;
        return agrees ? fit : WrongBeatOfBar * fit;
    }

    // The place goes on, unless another is clearly better.
    private void Choose()
    {
        var (way, unit) = _belief.Best();
        if (IsFollowing && _history is [.., var last])
        {
            var goesOn = _chart.After(last.Unit, _belief.Steps[last.Way]);
            if (_belief.Of(last.Way, goesOn) * Better > _belief.Of(way, unit))
            {
                (way, unit) = (last.Way, goesOn);
            }
        }

        var (trust, agreement) = (1 - _belief.Beside, Agreement(way, unit, 0));
        IsFollowing = IsFollowing
            ? trust > BesideChart && agreement > Kept
            : trust > InChart && agreement > Found;
        if (!IsFollowing)
        {
            _history.Clear();
            return;
        }

        if (_history.Count == HistoryBeats)
        {
            _history.RemoveAt(0);
        }

        _history.Add(new Step(_next, way, unit, Math.Min(1, agreement)));
        LookAhead(way, unit);
    }

    // So far ahead all that is believed has the same chords.
    private void LookAhead(int way, int unit)
    {
        var most = 8 * _chart.Bars[_chart.BarAt(unit)].Units;
        var step = 2;
        for (_sureUnits = 0; _sureUnits + step <= most; _sureUnits += step)
        {
            if (Agreement(way, unit, _sureUnits + step) < Found)
            {
                return;
            }
        }
    }

    private double Agreement(int way, int unit, int ahead)
    {
        var chord = _chart.ChordAt(_chart.After(unit, ahead)).Chord;
        return _belief.Agreement(
            other => _chart.ChordAt(other).Chord is { } same
                ? chord is { } one && (same.Root, same.Kind) == (one.Root, one.Kind)
                : chord is null,
            way, ahead);
    }

    /// <param name="Beat">The number of a heard beat.</param>
    /// <param name="Unit">With which it begins.</param>
    private readonly record struct Step(long Beat, int Way, int Unit, double Sureness);
}
