using Antiphon.Demo;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>Chords, bass and drums of a bar in each style.</summary>
internal static class CallAccompaniment
{
    private const int ChordCentre = 59;
    private const int BassCentre = 43;

    /// <summary>What a bar's chord is accompanied with.</summary>
    public static IEnumerable<BarNote> Of(CallKind kind, CallChord chord, int next)
    {
        var meter = kind.Meter;
        int[] tones = [.. chord.Tones.Select(tone => Near(tone, ChordCentre)).Order()];
        var root = Near(chord.Root, BassCentre);
        return kind.Style switch
        {
            CallStyle.Block =>
            [
                .. Chord(tones, 1.9, 0, 2),
                new BarNote(0, meter * 0.95, root, CallPart.Bass, -4),
            ],
            CallStyle.Waltz =>
            [
                .. Chord(tones, 0.8, 1, 2), new BarNote(0, 0.95, root, CallPart.Bass, -2),
            ],
            CallStyle.Broken => Broken(tones, root, meter),
            CallStyle.Chorale => Chorale(chord, meter),
            CallStyle.Trio => [.. Chord(tones[^3..], 0.6, 0.5, 2.5), .. Walk(chord, root, next)],
            CallStyle.Bossa =>
            [
                .. Chord(tones, 0.7, 0, 1.5, 3),
                new BarNote(0, 1.4, root, CallPart.Bass, 0),
                new BarNote(1.5, 0.5, root, CallPart.Bass, -8),
                new BarNote(2, 1.8, Near(chord.Tones[2], BassCentre), CallPart.Bass, -2),
            ],
            _ => [],
        };
    }

    /// <summary>What the drums play in a bar.</summary>
    public static IEnumerable<(double At, DrumKind Drum, int Louder)> Drums(CallDrums drums) =>
        drums switch
        {
            CallDrums.Rock =>
            [
                .. Enumerable.Range(0, 8).Select(
                    i => (i / 2.0, DrumKind.ClosedHat, i % 2 == 0 ? -6 : -16)),
                (0, DrumKind.Kick, 8), (1, DrumKind.Snare, 4), (2, DrumKind.Kick, 6),
                (2.5, DrumKind.Kick, 0), (3, DrumKind.Snare, 6),
            ],
            CallDrums.Swing =>
            [
                (0, DrumKind.ClosedHat, 0), (1, DrumKind.ClosedHat, 4),
                (1.5, DrumKind.ClosedHat, -10), (2, DrumKind.ClosedHat, 0),
                (3, DrumKind.ClosedHat, 4), (3.5, DrumKind.ClosedHat, -10),
                (1, DrumKind.Snare, -14), (3, DrumKind.Snare, -12), (0, DrumKind.Kick, -8),
            ],
            _ => [],
        };

    /// <summary>The key of a pitch class that is nearest to another.</summary>
    public static int Near(int pitchClass, int key)
    {
        var up = ((pitchClass - key) % 12 + 12) % 12;
        return key + (up > 6 ? up - 12 : up);
    }

    private static IEnumerable<BarNote> Chord(
        IReadOnlyList<int> tones, double beats, params double[] at) =>
        from moment in at
        from tone in tones
        select new BarNote(moment, beats, tone, CallPart.Comp, -12);

    private static IEnumerable<BarNote> Broken(int[] tones, int root, int meter)
    {
        int[] around = [root, .. tones, .. tones[1..^1].Reverse()];
        return Enumerable.Range(0, 2 * meter).Select(i => new BarNote(
            i / 2.0, 0.9, around[i % around.Length], CallPart.Comp, i == 0 ? -8 : -14));
    }

    private static IEnumerable<BarNote> Chorale(CallChord chord, int meter)
    {
        for (var at = 0; at < meter; at += 2)
        {
            yield return new BarNote(at, 1.95, Near(chord.Tones[2], 64), CallPart.Comp, -6);
            yield return new BarNote(at, 1.95, Near(chord.Tones[1], 57), CallPart.Comp, -6);
            yield return new BarNote(at, 1.95, Near(chord.Root, 48), CallPart.Bass, -4);
        }
    }

    // The fourth step leans to the next root from a tone above or below.
    private static IEnumerable<BarNote> Walk(CallChord chord, int root, int next)
    {
        var third = Near(chord.Tones[1], root + 3);
        var fifth = Near(chord.Tones[2], root + 6);
        var goal = Near(next, root);
        var last = chord.Tones.Select(tone => Near(tone, goal)).Where(key => key != goal)
            .MinBy(key => Math.Abs(key - goal));
        return new[] { root, third, fifth, last }.Select(
            (key, i) => new BarNote(i, 0.9, key, CallPart.Bass, i % 2 == 0 ? -2 : -6));
    }
}

/// <summary>A note of a bar's accompaniment.</summary>
/// <param name="At">Beats from the bar line.</param>
/// <param name="Louder">Velocity over the phrase's level.</param>
internal sealed record BarNote(double At, double Beats, int Key, CallPart Part, int Louder);
