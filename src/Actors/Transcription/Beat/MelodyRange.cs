namespace Antiphon.Transcription;

/// <summary>Tells the melody's attacks: in two parts the upper one's, in one part all.</summary>
/// <remarks>Not thread-safe; allocates nothing once made.</remarks>
internal sealed class MelodyRange
{
    private const int Capacity = 24;

    // Semitones between low and high attacks from which on they are two parts.
    private const int TwoParts = 14;

    private readonly int[] _highest = new int[Capacity];
    private readonly int[] _lowest = new int[Capacity];
    private readonly int[] _sorted = new int[Capacity];
    private int _count;

    public void Reset() => _count = 0;

    public bool IsMelody(in AttackGroup group)
    {
        if (group.Keys == 0)
        {
            return false;
        }

        _highest[_count % Capacity] = group.Highest;
        _lowest[_count % Capacity] = group.Lowest;
        _count = _count + 1 < 2 * Capacity ? _count + 1 : Capacity;
        var known = Math.Min(_count, Capacity);
        var high = Ranked(_highest, known, 3 * known / 4);
        var low = Ranked(_lowest, known, known / 4);
        return high - low < TwoParts || 2 * group.Highest >= high + low;
    }

    private int Ranked(int[] values, int known, int rank)
    {
        var sorted = _sorted.AsSpan(0, known);
        values.AsSpan(0, known).CopyTo(sorted);
        sorted.Sort();
        return sorted[rank];
    }
}
