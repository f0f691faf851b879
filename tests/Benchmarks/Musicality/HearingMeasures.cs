using Antiphon.Notes;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>What was heard, live, against the truth.</summary>
internal static class HearingMeasures
{
    private const double NoteTolerance = 0.05;
    private const double SettlingSeconds = 4;
    private const double TempoTolerance = 0.04;
    private const double KeySettlingSeconds = 6;

    /// <summary>Names in the order in which they are printed.</summary>
    public static IReadOnlyList<(string Name, string Aim)> Names { get; } =
    [
        ("notes F", ""), ("beat right", ""), ("root", ""), ("key", ""), ("key exact", ""),
    ];

    public static IReadOnlyDictionary<string, double> Of(HeardCall heard, CallTruth call)
    {
        var keys = Keys(heard, call);
        (string Name, double? Value)[] measured =
        [
            ("notes F", NotesF(heard, call)),
            ("beat right", BeatRight(heard, call)),
            ("root", Root(heard, call)),
            ("key", Figures.Mean(keys)),
            ("key exact", Figures.Share(keys, weight => weight == 1)),
        ];
        return measured.Where(one => one.Value is not null)
            .ToDictionary(one => one.Name, one => one.Value!.Value);
    }

    /// <summary>Notes of the same key within 50 ms, by F.</summary>
    private static double? NotesF(HeardCall heard, CallTruth call)
    {
        var estimated = heard.Notes.ToLookup(note => note.Key, note => note.Onset.Seconds);
        var hits = call.Tones.GroupBy(tone => tone.Key, tone => tone.Onset)
            .Sum(key => Hits([.. estimated[key.Key].Order()], [.. key.Order()]));
        return 2.0 * hits / (heard.Notes.Count + call.Tones.Count);
    }

    private static int Hits(List<double> estimated, List<double> truth)
    {
        var hits = 0;
        for (int i = 0, k = 0; i < estimated.Count && k < truth.Count;)
        {
            if (Math.Abs(estimated[i] - truth[k]) <= NoteTolerance)
            {
                hits++;
                i++;
                k++;
            }
            else if (estimated[i] < truth[k])
            {
                i++;
            }
            else
            {
                k++;
            }
        }

        return hits;
    }

    /// <summary>
    /// Share of the time in phrases, from 4 s of playing on, with a beat within 4 % of the length.
    /// </summary>
    private static double? BeatRight(HeardCall heard, CallTruth call)
    {
        List<bool> right = [];
        var played = 0.0;
        foreach (var (time, step, known) in Steps(heard))
        {
            var plays = call.Phrases.Any(phrase => time >= phrase.From && time < phrase.To);
            played += plays ? step : 0;
            if (plays && played > SettlingSeconds && time >= call.PulseFrom)
            {
                right.Add(known.Beat is { } beat
                    && Math.Abs(beat.Seconds / call.Period(time) - 1) < TempoTolerance);
            }
        }

        return Figures.Share(right, yes => yes);
    }

    /// <summary>Share of the second halves of chords, while they sound, with the root.</summary>
    private static double? Root(HeardCall heard, CallTruth call)
    {
        var right = heard.Frames
            .Select(frame => (frame, Chord: call.Chords.LastOrDefault(
                chord => (chord.From + chord.To) / 2 <= frame.Time && frame.Time < chord.To)))
            .Where(pair => pair.Chord is not null && call.Sounds(pair.frame.Time))
            .Select(pair => pair.frame.Known.Chord?.Root == pair.Chord!.Root).ToList();
        return Figures.Share(right, yes => yes);
    }

    // From 6 s of sound after a change on: 1 for the key, less for its relatives.
    private static List<double> Keys(HeardCall heard, CallTruth call)
    {
        List<double> weights = [];
        var sounded = 0.0;
        CallKey? last = null;
        foreach (var (time, step, known) in Steps(heard).Where(one => call.Sounds(one.Time)))
        {
            var key = call.KeyAt(time);
            var isSame = last is not null
                && (last.Tonic, last.IsMinor) == (key.Tonic, key.IsMinor);
            (sounded, last) = (isSame ? sounded + step : 0, key);
            if (sounded >= KeySettlingSeconds)
            {
                weights.Add(known.Key is { } heardKey ? Weight(heardKey, key) : 0);
            }
        }

        return weights;
    }

    // Source: MIREX audio key detection: 0.5 a fifth above, 0.3 relative, 0.2 parallel.
    private static double Weight(MusicalKey heard, CallKey truth)
    {
        var up = (heard.Tonic - truth.Tonic + 12) % 12;
        return (up, heard.IsMinor == truth.IsMinor) switch
        {
            (0, true) => 1,
            (7, true) => 0.5,
            (0, false) => 0.2,
            (9, false) when heard.IsMinor => 0.3,
            (3, false) when !heard.IsMinor => 0.3,
            _ => 0,
        };
    }

    private static IEnumerable<(double Time, double Step, MusicNow Known)> Steps(HeardCall heard) =>
        heard.Frames.Select((frame, i) => (
            frame.Time, i > 0 ? frame.Time - heard.Frames[i - 1].Time : 0, frame.Known));
}
