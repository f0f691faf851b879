using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Beat, chord and key of music, from its notes and drums as they become known.
/// </summary>
/// <remarks>
/// With a chart, chord and key are the chart's as long as it is known where in it the music stands.
/// Bounded: of the chords and keys before that of now the last few are kept. Not thread-safe.
/// </remarks>
/// <param name="chart">What is played; null where nobody told.</param>
public sealed class MusicTracker(Chart? chart = null)
{
    private const int ChangesKept = 16;

    private readonly BeatTracker _beat = new();
    private readonly HarmonyTracker _harmony = new();
    private ChartFollower? _chart = FollowerOf(chart);

    private readonly List<(SampleTime Since, Chord Chord)> _chords = [];
    private readonly List<(SampleTime Since, MusicalKey Key)> _keys = [];

    /// <summary>What is known of it now.</summary>
    public MusicNow Now { get; private set; } = MusicNow.Nothing;

    /// <summary>The chord that is expected next, and when; null where no progression repeats.
    /// </summary>
    public (Chord Chord, SampleTime At)? Expected { get; private set; }

    /// <summary>
    /// Another chart is played from now on, or none; where in it the music stands is heard anew.
    /// </summary>
    public void Follow(Chart? other) => _chart = FollowerOf(other);

    /// <param name="tick">When it became known.</param>
    public void Began(in NoteBegan note, SampleTime tick)
    {
        var known = note with { KnownAt = tick };
        _beat.Hear(Attack.Of(known));
        _harmony.Began(known);
        _chart?.Began(known);
    }

    /// <param name="tick">When it became known.</param>
    public void Ended(in NoteEnded note, SampleTime tick)
    {
        _harmony.Ended(note with { KnownAt = tick });
        _chart?.Ended(note);
    }

    /// <param name="tick">When it became known.</param>
    public void Hit(in DrumHit hit, SampleTime tick) =>
        _beat.Hear(Attack.Of(hit with { KnownAt = tick }));

    /// <summary>All that becomes known up to a tick has been told.</summary>
    public void Advance(SampleTime tick)
    {
        var beat = _beat.Advance(tick);
        _harmony.Follow(beat);
        var harmony = _harmony.At(tick);
        Now = new MusicNow(beat, harmony.Chord, harmony.Key);
        Expected = (harmony.Next, harmony.NextAt) is ({ } next, { } at) ? (next, at) : null;
        Keep(_chords, harmony.ChordSince, harmony.Chord);
        Keep(_keys, harmony.KeySince, harmony.Key);
        _chart?.Advance(tick, beat, harmony.Key);
        Now = Charted(tick) ?? Now;
    }

    /// <summary>
    /// What is known now of a time that has passed: a chord that changed since is not its chord.
    /// </summary>
    public MusicNow At(SampleTime time) => Charted(time) ?? new(
        Now.Beat,
        Now.Chord is null ? null : Of(_chords, time),
        Now.Key is null ? null : Of(_keys, time));

    /// <summary>
    /// The chords that the chart has from a time on, bar for bar; none without one, or where it is
    /// not followed.
    /// </summary>
    public IEnumerable<(Chord Chord, SampleTime At)> Ahead(SampleTime from) =>
        _chart?.Ahead(from) ?? [];

    private static ChartFollower? FollowerOf(Chart? chart) =>
        chart is null ? null : new ChartFollower(chart, new HarmonyModel());

    private MusicNow? Charted(SampleTime time) => _chart?.At(time) is { } place
        ? new MusicNow(Now.Beat, _chart.ChordAt(time), _chart.KeyAt(time)) { Chart = place }
        : null;

    private static void Keep<T>(List<(SampleTime Since, T What)> changes, SampleTime? since, T? now)
        where T : struct
    {
        if ((since, now) is not ({ } from, { } what))
        {
            return;
        }

        // What is said of the same stretch anew is surer than what was said before.
        while (changes.Count > 0 && changes[^1].Since >= from)
        {
            changes.RemoveAt(changes.Count - 1);
        }

        if (changes.Count == ChangesKept)
        {
            changes.RemoveAt(0);
        }

        changes.Add((from, what));
    }

    private static T? Of<T>(List<(SampleTime Since, T What)> changes, SampleTime time)
        where T : struct
    {
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            if (changes[i].Since <= time)
            {
                return changes[i].What;
            }
        }

        return null;
    }
}
