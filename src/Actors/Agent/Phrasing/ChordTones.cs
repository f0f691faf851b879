using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>The tones of a chord.</summary>
/// <param name="Root">Pitch class, 0 (C)…11.</param>
/// <param name="Mask">Bit <c>n</c> is set when pitch class <c>n</c> belongs to it.</param>
internal readonly record struct ChordTones(int Root, int Mask)
{
    private const double LeastShare = 0.12;
    private const int MostHeard = 4;

    public int Count => int.PopCount(Mask);

    public bool IsNone => Mask == 0;

    public static ChordTones Of(Chord chord)
    {
#pragma warning disable CS8524 // a named kind without a row must not compile
        ReadOnlySpan<int> tones = chord.Kind switch
        {
            ChordKind.Major => [0, 4, 7],
            ChordKind.Minor => [0, 3, 7],
            ChordKind.Diminished => [0, 3, 6],
            ChordKind.Augmented => [0, 4, 8],
            ChordKind.Suspended => [0, 5, 7],
            ChordKind.Dominant7 => [0, 4, 7, 10],
            ChordKind.Major7 => [0, 4, 7, 11],
            ChordKind.Minor7 => [0, 3, 7, 10],
            ChordKind.HalfDiminished7 => [0, 3, 6, 10],
            ChordKind.Diminished7 => [0, 3, 6, 9],
        };
#pragma warning restore CS8524
        return On(chord.Root, tones);
    }

    /// <summary>The chord of the key on its tonic.</summary>
    public static ChordTones Tonic(MusicalKey key) =>
        On(key.Tonic, key.IsMinor ? [0, 3, 7] : [0, 4, 7]);

    /// <summary>The chord of the key on its dominant.</summary>
    public static ChordTones Dominant(MusicalKey key, bool seventh) =>
        On((key.Tonic + 7) % 12, seventh ? [0, 4, 7, 10] : [0, 4, 7]);

    /// <summary>The triads of the key, the tonic's first; the dominant is a major one.</summary>
    public static IEnumerable<ChordTones> Triads(MusicalKey key)
    {
        yield return Tonic(key);
        yield return Dominant(key, seventh: false);
        foreach (var (above, tones) in key.IsMinor
            ? ((int, int[])[])[(5, [0, 3, 7]), (8, [0, 4, 7]), (3, [0, 4, 7])]
            : [(5, [0, 4, 7]), (2, [0, 3, 7]), (9, [0, 3, 7])])
        {
            yield return On((key.Tonic + above) % 12, tones);
        }
    }

    /// <summary>What sounded most, where no chord is known; none when nothing did.</summary>
    /// <param name="heard">Weights of the twelve pitch classes.</param>
    public static ChordTones Heard(ReadOnlySpan<double> heard)
    {
        var total = 0.0;
        foreach (var weight in heard)
        {
            total += weight;
        }

        var ranked = Pitch.Ranked(heard);
        var mask = 0;
        foreach (var pitchClass in ranked.Take(MostHeard))
        {
            mask |= heard[pitchClass] >= LeastShare * total ? 1 << pitchClass : 0;
        }

        return ranked is [var first, ..] ? new ChordTones(first, mask) : default;
    }

    public bool Has(int key) => ((Mask >> Pitch.PitchClassOf(key)) & 1) != 0;

    /// <summary>Whether it holds the tone so many semitones above its root.</summary>
    public bool HasAbove(int semitones) => Has(Root + semitones);

    /// <summary>The key of one of its tones that lies nearest to another, within a range.</summary>
    public int Nearest(double to, int lowest, int highest)
    {
        var best = (int)Math.Clamp(Math.Round(to), lowest, highest);
        var distance = double.MaxValue;
        for (var key = lowest; key <= highest; key++)
        {
            if (Has(key) && Math.Abs(key - to) < distance)
            {
                (best, distance) = (key, Math.Abs(key - to));
            }
        }

        return best;
    }

    private static ChordTones On(int root, ReadOnlySpan<int> tones)
    {
        var mask = 0;
        foreach (var tone in tones)
        {
            mask |= 1 << ((root + tone) % 12);
        }

        return new ChordTones(root, mask);
    }
}
