using System.Collections.Immutable;

namespace Antiphon.Agent;

/// <summary>Chords and bass under an answer, in the player's own rhythm.</summary>
internal static class Accompaniment
{
    private const int LowestBass = 36;
    private const int HighestBass = 52;
    private const int UsualBass = 43;
    private const int WalkingStrokes = 4;
    private const double Near = 0.01;
    private const double BreathBeats = 2;
    private const double Gap = 0.05;

    /// <summary>Accompanies a phrase.</summary>
    /// <param name="rhythm">How the player accompanies; none leaves the line alone.</param>
    /// <param name="entrance">No note begins before this position.</param>
    /// <param name="melody">The melody, whose last note is the ending.</param>
    /// <param name="velocity">The velocity of the phrase.</param>
    /// <param name="last">The chord that the player played last, from low to high.</param>
    public static IEnumerable<PhraseNote> Under(
        CompPattern rhythm, PhraseHarmony harmony, double entrance,
        IReadOnlyList<PhraseNote> melody, BeatLine line, double velocity,
        ImmutableArray<int> last)
    {
        if (melody.Count == 0)
        {
            return [];
        }

        var goal = melody[^1];
        var until = goal.Position + Math.Max(0, goal.Length - BreathBeats);
        var span = Math.Max(1, goal.Position + goal.Length - entrance);
        int Loudness(PhraseVoice voice, double at) => PhraseDynamics.Velocity(
            voice, velocity, (at - entrance) / span,
            new PhraseSlot(at, 0.5, null, -1).Strength(line));
        return Chords(
                Strokes(rhythm.Chords, entrance, until, goal, line), harmony, melody, last,
                Loudness)
            .Concat(Bass(
                Strokes(rhythm.Bass, entrance, until, goal, line), harmony, line, Loudness));
    }

    private static List<(double At, CompStroke Stroke)> Strokes(
        ImmutableArray<CompStroke> pattern, double entrance, double until, PhraseNote goal,
        BeatLine line)
    {
        List<(double At, CompStroke Stroke)> strokes = [];
        if (pattern.Length == 0)
        {
            return strokes;
        }

        for (var bar = line.BarOf(entrance); bar <= until; bar += line.BarBeats)
        {
            strokes.AddRange(
                from stroke in pattern
                let at = bar + stroke.InBar
                where at >= entrance - Near && at <= until + Near
                select (at, stroke));
        }

        // The ending is struck together.
        if (!strokes.Exists(stroke => Math.Abs(stroke.At - goal.Position) < Near))
        {
            strokes.RemoveAll(stroke => stroke.At > goal.Position);
            strokes.Add((goal.Position, pattern[0] with
            {
                Length = Math.Min(goal.Length, BreathBeats),
                Tones = pattern.Max(stroke => stroke.Tones),
            }));
        }

        strokes.Sort((a, b) => a.At.CompareTo(b.At));
        return strokes;
    }

    private static double Length(
        List<(double At, CompStroke Stroke)> strokes, int i, PhraseNote goal) => Math.Min(
        strokes[i].Stroke.Length,
        i + 1 < strokes.Count
            ? strokes[i + 1].At - strokes[i].At - Gap
            : Math.Max(0.3, goal.Position + goal.Length - strokes[i].At));

    private static IEnumerable<PhraseNote> Chords(
        List<(double At, CompStroke Stroke)> strokes, PhraseHarmony harmony,
        IReadOnlyList<PhraseNote> melody, ImmutableArray<int> last,
        Func<PhraseVoice, double, int> loudness)
    {
        var lowest = melody.Min(note => note.Key);
        var tones = strokes.Count == 0 ? 0 : strokes.Max(stroke => stroke.Stroke.Tones);
        var (voicing, chord, turn) = (last, default(ChordTones), 0);
        for (var i = 0; i < strokes.Count; i++)
        {
            var (at, stroke) = strokes[i];
            if (harmony.At(at) != chord || voicing.Length == 0)
            {
                chord = harmony.At(at);
                voicing = Voicing.Lead(
                    voicing, chord, tones, Math.Max(lowest, Voicing.LowestKey + 12));
                turn = 0;
            }

            var length = Length(strokes, i, melody[^1]);
            foreach (var key in stroke.Tones > 1
                ? voicing
                : voicing.Length == 0 ? [] : [voicing[UpAndDown(turn++, voicing.Length)]])
            {
                yield return new PhraseNote(
                    PhraseVoice.Chords, at, length, key, loudness(PhraseVoice.Chords, at));
            }
        }
    }

    // 0 1 2 1 0 1 2 1 …
    private static int UpAndDown(int turn, int tones)
    {
        var period = Math.Max(1, 2 * tones - 2);
        var step = turn % period;
        return step < tones ? step : period - step;
    }

    private static IEnumerable<PhraseNote> Bass(
        List<(double At, CompStroke Stroke)> strokes, PhraseHarmony harmony, BeatLine line,
        Func<PhraseVoice, double, int> loudness)
    {
        var walks = strokes.Count(stroke => line.BarOf(stroke.At) == line.BarOf(strokes[0].At))
            >= WalkingStrokes - 1 && strokes.Count >= WalkingStrokes;
        var (last, turn, chord) = ((double)UsualBass, 0, default(ChordTones));
        for (var i = 0; i < strokes.Count; i++)
        {
            var (at, _) = strokes[i];
            if (harmony.At(at) != chord || line.InBar(at) < Near)
            {
                (chord, turn) = (harmony.At(at), 0);
            }

            var length = Length(
                strokes, i,
                new PhraseNote(PhraseVoice.Bass, strokes[^1].At, strokes[^1].Stroke.Length, 0, 1));
            var ends = i + 1 == strokes.Count;
            var key = ends || turn == 0 || chord.IsNone
                ? Root(chord, last)
                : Tone(chord, turn, walks, last);
            turn++;
            last = key;
            yield return new PhraseNote(
                PhraseVoice.Bass, at, length, key, loudness(PhraseVoice.Bass, at));
        }
    }

    private static int Root(ChordTones chord, double last) => chord.IsNone
        ? (int)last
        : new ChordTones(chord.Root, 1 << chord.Root)
            .Nearest((last + UsualBass) / 2, LowestBass, HighestBass);

    // Root, fifth, root; walking: root, third, fifth, third.
    private static int Tone(ChordTones chord, int turn, bool walks, double last)
    {
        var fifth = chord.HasAbove(7) ? 7 : chord.HasAbove(6) ? 6 : chord.HasAbove(8) ? 8 : 0;
        var third = chord.HasAbove(4) ? 4 : chord.HasAbove(3) ? 3 : fifth;
        var above = walks
            ? (turn % 4) switch { 1 or 3 => third, 2 => fifth, _ => 0 }
            : turn % 2 == 1 ? fifth : 0;
        var tone = Pitch.PitchClassOf(chord.Root + above);
        return new ChordTones(tone, 1 << tone).Nearest(last, LowestBass, HighestBass);
    }
}
