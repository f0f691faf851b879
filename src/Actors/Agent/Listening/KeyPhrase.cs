using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// The keys of a call: which went down, which are held, and when their phrase has ended.
/// </summary>
/// <remarks>
/// A phrase goes on for as long as a key is held or the next one is not overdue: the pauses within
/// it are those between its own notes, so that a slow staccato is one phrase and a fast one is
/// answered at once. Keys that go down together are one stroke. Bounded by
/// <see cref="MostHeld"/> keys and <see cref="StepsKept"/> steps. Not thread-safe.
/// </remarks>
internal sealed class KeyPhrase
{
    /// <summary>Strokes after which a player who does not pause is joined.</summary>
    public const int ManyStrokes = 32;

    private const int MostHeld = 256;
    private const int StepsKept = 8;

    // What lies nearer is a chord.
    private const double ChordSeconds = 0.05;

    // The second note of a phrase may come as late as at 40 beats a minute.
    private const double FirstStepSeconds = 1.9;
    private const double LongestStepSeconds = 2;

    // In median steps: the next note is overdue; the last key is up.
    private const double OverdueSteps = 1.75;
    private const double ReleasedSteps = 0.4;

    private readonly List<(KeyPressed Pressed, bool InCall)> _held = [];
    private readonly Queue<double> _steps = new();
    private SampleTime _lastStroke;
    private SampleTime _lastReleased;

    /// <summary>Strokes in the call, from 0.</summary>
    public int Strokes { get; private set; }

    /// <summary>A key of the call is down.</summary>
    public bool IsHeld => _held.Exists(key => key.InCall);

    /// <summary>The keys of the call that are down.</summary>
    public IEnumerable<KeyPressed> Held =>
        _held.Where(key => key.InCall).Select(key => key.Pressed);

    /// <summary>A key went down.</summary>
    public void Press(KeyPressed pressed)
    {
        if (_held.Count == MostHeld)
        {
            _held.RemoveAt(0);
        }

        _held.Add((pressed, InCall: true));
        var step = pressed.Onset.SecondsSince(_lastStroke);
        if (Strokes > 0 && step < ChordSeconds)
        {
            return;
        }

        if (Strokes > 0)
        {
            Keep(Math.Min(step, LongestStepSeconds));
        }

        Strokes++;
        _lastStroke = pressed.Onset;
    }

    /// <summary>A key came up.</summary>
    /// <returns>
    /// Whether its note is of the call; null when nobody told of its going down.
    /// </returns>
    public bool? Release(NoteHeard note)
    {
        var at = _held.FindIndex(key =>
            key.Pressed.Key == note.Key && key.Pressed.Onset == note.Onset);
        if (at < 0)
        {
            return null;
        }

        var inCall = _held[at].InCall;
        _held.RemoveAt(at);
        if (inCall)
        {
            _lastReleased = SampleTime.Max(_lastReleased, note.Onset + note.Length);
        }

        return inCall;
    }

    /// <summary>Nothing is held, and the next note is overdue.</summary>
    /// <param name="leastSeconds">From the last stroke; sooner it never ends.</param>
    public bool HasEnded(SampleTime tick, double leastSeconds)
    {
        var released = _steps.Count == 0 ? leastSeconds : ReleasedSteps * Median();
        return !IsHeld
            && tick.SecondsSince(_lastStroke) >= Math.Max(leastSeconds, OverdueSeconds)
            && tick.SecondsSince(_lastReleased) >= released;
    }

    /// <summary>How long after the last stroke the next one is overdue.</summary>
    public double OverdueSeconds => _steps.Count == 0 ? FirstStepSeconds : OverdueSteps * Median();

    /// <summary>Seconds since the last stroke.</summary>
    public double SecondsSinceStroke(SampleTime tick) => tick.SecondsSince(_lastStroke);

    /// <summary>What is held from now on is of no call.</summary>
    public void StartOver()
    {
        Strokes = 0;
        _steps.Clear();
        for (var i = 0; i < _held.Count; i++)
        {
            _held[i] = (_held[i].Pressed, InCall: false);
        }
    }

    private void Keep(double step)
    {
        if (_steps.Count == StepsKept)
        {
            _steps.Dequeue();
        }

        _steps.Enqueue(step);
    }

    private double Median() => Pitch.Median([.. _steps], 0);
}
