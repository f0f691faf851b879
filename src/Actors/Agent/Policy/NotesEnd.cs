using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Tells by the notes that were heard that a phrase of the player has ended, before silence does.
/// </summary>
/// <remarks>
/// A phrase has ended when no note of it sounds, for longer than the player rests between notes,
/// and the next note of its pace is overdue; sooner where an earlier phrase had its last note. Not
/// thread-safe. Bounded: the last <see cref="MostRests"/> rests and <see cref="MostLasts"/> phrases
/// are remembered.
/// </remarks>
internal sealed class NotesEnd(LiveOptions settings, HeardMusic music, SoundLevel level)
{
    private const int MostRests = 16;
    private const int LeastStrokes = 4;
    private const int StrokesOfPace = 8;
    private const double OverdueSteps = 1.3;
    private const double RestsLonger = 1.5;
    private const double LeastRestSeconds = 0.05;
    private const double LongestRestSeconds = 0.8;
    private const double FallenDb = 12;
    private const double ExpectedFallenDb = 6;
    private const double SameSeconds = 0.12;
    private const int MostLasts = 4;

    private readonly Queue<double> _rests = new();
    private readonly List<(double At, double Seconds)> _lasts = [];
    private SampleTime? _onset;
    private bool _wasSilent;

    /// <summary>It is a tick later: the rests within a phrase are learned.</summary>
    public void Tick()
    {
        if (music.LastOnset is { } onset && onset != _onset)
        {
            _onset = onset;
            var rest = _wasSilent && music.LastEnd is { } end ? onset.SecondsSince(end) : 0;
            _rests.Enqueue(rest is > 0 and < LongestRestSeconds ? rest : 0);
            if (_rests.Count > MostRests)
            {
                _rests.Dequeue();
            }
        }

        _wasSilent = !music.Sounds;
    }

    /// <summary>Whether the phrase that began at a time has ended by its notes.</summary>
    public bool At(SampleTime tick, SampleTime began)
    {
        if (music.LastEnd is not { } end || music.LastStroke is not { } stroke)
        {
            return false;
        }

        return Expected(began, stroke) is { } seconds
            ? tick.SecondsSince(stroke) >= seconds && level.FallenDb >= ExpectedFallenDb
                && IsOverdue(tick, began, stroke)
            : !music.Sounds && tick.SecondsSince(end) >= RestSeconds
                && level.FallenDb >= FallenDb && IsOverdue(tick, began, stroke);
    }

    /// <summary>
    /// The phrase that began at a time has ended: the next one may have its last note there too.
    /// </summary>
    public void Learn(SampleTime tick, SampleTime began)
    {
        if (music.LastStroke is { } stroke && stroke > began)
        {
            var end = music.Sounds ? tick : music.LastEnd ?? tick;
            var length = Expected(began, stroke) ?? Math.Max(0, end.SecondsSince(stroke));
            _lasts.Add((stroke.SecondsSince(began), length));
            if (_lasts.Count > MostLasts)
            {
                _lasts.RemoveAt(0);
            }
        }
    }

    /// <summary>The phrase that ended last had not ended.</summary>
    public void Unlearn()
    {
        if (_lasts.Count > 0)
        {
            _lasts.RemoveAt(_lasts.Count - 1);
        }
    }

    // How long the last note was of an earlier phrase, if it fell where this one's last stroke did.
    private double? Expected(SampleTime began, SampleTime stroke)
    {
        var at = stroke.SecondsSince(began);
        double? seconds = null;
        foreach (var (before, length) in _lasts)
        {
            seconds = Math.Abs(at - before) < SameSeconds ? length : seconds;
        }

        return seconds;
    }

    // Longer than the player rests within phrases, and never longer than silence would tell it.
    private double RestSeconds => Math.Min(
        Math.Max(LeastRestSeconds, RestsLonger * _rests.DefaultIfEmpty().Max()),
        settings.Agent.PhraseEndMs / 1000);

    private bool IsOverdue(SampleTime tick, SampleTime began, SampleTime stroke)
    {
        List<double> strokes = [.. Texture.Together(music.Since(began, tick))
            .TakeLast(StrokesOfPace + 1).Select(group => group[0].Onset.Seconds)];
        return strokes.Count >= LeastStrokes
            && tick.SecondsSince(stroke) >= OverdueSteps * Pitch.Median(
                [.. strokes.Zip(strokes.Skip(1), (a, b) => b - a)], 0);
    }
}
