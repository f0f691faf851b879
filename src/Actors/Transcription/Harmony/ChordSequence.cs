using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>Chords as they followed one another, and what follows when they come again.</summary>
/// <remarks>
/// A Markov chain of variable order, learned on line: each earlier place at which the newest n
/// roots, two at least, came in this order votes for what came then, with
/// <c>n² s² exp(−age / 40)</c>, s the least sureness of its chords. What was foretold and came
/// or did not come tells how far that is to be trusted.
/// Not thread-safe; allocates nothing; remembers 128 chords.
/// </remarks>
internal sealed class ChordSequence(HarmonyModel model)
{
    private const int Capacity = 128;
    private const int Longest = 8;
    private const double Remembered = 40;
    private const double Doubted = 0.9;
    private const double Learned = 0.15;
    private const double KeptAtFirst = 0.75;

    private readonly Item[] _items = new Item[Capacity];
    private readonly float[] _votes = new float[ChordLanguage.Chords];
    private int _count;
    private double _kept = KeptAtFirst;

    /// <summary>What may come next, [120]; sums to 1, or is all 0 where nothing repeats.</summary>
    public ReadOnlySpan<float> Votes => _votes;

    /// <summary>How sure it is that what came comes again, 0…1.</summary>
    public double Trust { get; private set; }

    /// <summary>The chord that is expected, or −1.</summary>
    public int Next { get; private set; } = -1;

    /// <summary>How sure, 0…1.</summary>
    public double NextSureness { get; private set; }

    /// <summary>How long the chord of now is expected to stay, in seconds.</summary>
    public double Seconds { get; private set; }

    public void Reset()
    {
        (_count, _kept) = (0, KeptAtFirst);
        Expect();
    }

    /// <summary>Another chord is there.</summary>
    /// <param name="chord">Root and kind.</param>
    /// <param name="since">Since when.</param>
    public void Add(int chord, SampleTime since)
    {
        if (_count > 0)
        {
            ref var last = ref _items[_count - 1];
            last.Seconds = since.SecondsSince(last.Since);
            if (last.Seconds < model.Shortest)
            {
                _count--;
            }
            else if (Next >= 0)
            {
                _kept += Learned * ((IsSameRoot(Next, chord) ? 1 : 0) - _kept);
            }
        }

        if (_count == 0 || !IsSameRoot(_items[_count - 1].Chord, chord))
        {
            if (_count == Capacity)
            {
                _count -= Capacity / 4;
                Array.Copy(_items, Capacity / 4, _items, 0, _count);
            }

            _items[_count++] = new Item { Chord = chord, Since = since };
        }

        Expect();
    }

    /// <summary>The chord of now as it is understood by now.</summary>
    /// <remarks>It stays as sure as it was: only the next one, as it comes, brings doubt.</remarks>
    public void Refine(int chord, double sureness)
    {
        if (_count > 0)
        {
            ref var last = ref _items[_count - 1];
            last.Chord = sureness > Doubted * last.Sureness ? chord : last.Chord;
            last.Sureness = Math.Max(last.Sureness, sureness);
        }
    }

    private static bool IsSameRoot(int a, int b) =>
        a / ChordLanguage.Kinds == b / ChordLanguage.Kinds;

    private void Expect()
    {
        _votes.AsSpan().Clear();
        var (sum, seconds) = (0.0, 0.0);
        for (var at = _count - 2; at >= 0; at--)
        {
            if (Weight(at) is var weight and > 0)
            {
                _votes[_items[at + 1].Chord] += (float)weight;
                sum += weight;
                seconds += weight * _items[at].Seconds;
            }
        }

        (Next, NextSureness, Trust, Seconds) = (-1, 0, 0, 0);
        if (sum > 0)
        {
            Lanes.Scale(_votes, (float)(1 / sum));
            Trust = _kept * sum / (sum + model.LoopDoubt);
            Seconds = seconds / sum;
            for (var chord = 0; chord < _votes.Length; chord++)
            {
                if (Trust * _votes[chord] > NextSureness)
                {
                    (Next, NextSureness) = (chord, Trust * _votes[chord]);
                }
            }
        }
    }

    /// <summary>How much an earlier place is like now.</summary>
    private double Weight(int at)
    {
        var (length, sure) = (0, 1.0);
        while (length < Longest && at >= length
            && IsSameRoot(_items[at - length].Chord, _items[_count - 1 - length].Chord))
        {
            sure = Math.Min(sure, _items[at - length].Sureness);
            length++;
        }

        return length < 2
            ? 0 : length * length * sure * sure * Math.Exp(-(_count - at) / Remembered);
    }

    private struct Item
    {
        public int Chord;
        public SampleTime Since;
        public double Seconds;
        public double Sureness;
    }
}
