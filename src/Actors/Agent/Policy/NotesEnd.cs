using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Tells by the notes that were heard that a phrase of the player has ended, before silence does.
/// </summary>
/// <remarks>
/// A phrase has ended when no note of it sounds, for longer than the player rests between notes,
/// and the next note of its pace is overdue. Not thread-safe. Bounded: the last
/// <see cref="MostRests"/> rests are remembered.
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

    private readonly Queue<double> _rests = new();
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
        if (music.Sounds || music.LastEnd is not { } end || music.LastStroke is not { } stroke)
        {
            return false;
        }

        var needed = Math.Max(LeastRestSeconds, RestsLonger * _rests.DefaultIfEmpty().Max());
        var rest = tick.SecondsSince(end);
        if (rest < Math.Min(needed, settings.Agent.PhraseEndMs / 1000)
            || level.FallenDb < FallenDb)
        {
            return false;
        }

        List<double> strokes = [.. Texture.Together(music.Since(began, tick))
            .TakeLast(StrokesOfPace + 1).Select(group => group[0].Onset.Seconds)];
        return strokes.Count >= LeastStrokes
            && tick.SecondsSince(stroke) >= OverdueSteps * Pitch.Median(
                [.. strokes.Zip(strokes.Skip(1), (a, b) => b - a)], 0);
    }
}
