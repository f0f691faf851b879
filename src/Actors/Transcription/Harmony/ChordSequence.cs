using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>Chords as they followed one another, and what follows when they come again.</summary>
internal sealed class ChordSequence(HarmonyModel model)
{
    private const int Capacity = 128;
    private const int Longest = 8;
    private const int Kinds = ChordLanguage.Kinds;

    private readonly Item[] _items = new Item[Capacity];
    private readonly float[] _votes = new float[ChordLanguage.Chords];
    private int _count;

    /// <summary>What may come next, by root and kind; sums to <see cref="Trust"/>.</summary>
    public ReadOnlySpan<float> Votes => _votes;

    /// <summary>How sure it is that what was heard comes again, 0…1.</summary>
    public double Trust { get; private set; }

    /// <summary>The chord that is expected, or −1.</summary>
    public int Next { get; private set; } = -1;

    /// <summary>How sure, 0…1.</summary>
    public double NextSureness { get; private set; }

    /// <summary>How long the chord of now is expected to stay, in seconds.</summary>
    public double Seconds { get; private set; }

    public SampleTime Since => _count == 0 ? default : _items[_count - 1].Since;

    public void Reset()
    {
        (_count, Trust, Next, NextSureness) = (0, 0, -1, 0);
        _votes.AsSpan().Clear();
    }

    /// <summary>Another chord is there since a time.</summary>
    public void Add(int chord, SampleTime since, double sureness)
    {
        if (_count > 0)
        {
            ref var last = ref _items[_count - 1];
            last.Seconds = since.SecondsSince(last.Since);
            if (last.Seconds < model.Shortest)
            {
                // It was no chord, a passing doubt.
                _count--;
                if (_count > 0 && Same(_items[_count - 1].Chord, chord))
                {
                    Expect();
                    return;
                }
            }
        }

        if (_count == Capacity)
        {
            Array.Copy(_items, Capacity / 4, _items, 0, Capacity - Capacity / 4);
            _count -= Capacity / 4;
        }

        _items[_count++] = new Item { Chord = chord, Since = since, Sureness = sureness };
        Expect();
    }

    /// <summary>The chord of now is of this kind, and so sure.</summary>
    public void Refine(int chord, double sureness)
    {
        if (_count > 0)
        {
            _items[_count - 1].Chord = chord;
            _items[_count - 1].Sureness = sureness;
        }
    }

    private static bool Same(int a, int b) => a / Kinds == b / Kinds && IsMinor(a) == IsMinor(b);

    private static bool IsMinor(int chord) => (Antiphon.Notes.ChordKind)(chord % Kinds)
        is Antiphon.Notes.ChordKind.Minor or Antiphon.Notes.ChordKind.Minor7
        or Antiphon.Notes.ChordKind.Diminished or Antiphon.Notes.ChordKind.HalfDiminished7
        or Antiphon.Notes.ChordKind.Diminished7;

    private void Expect()
    {
        _votes.AsSpan().Clear();
        var (sum, seconds, weights) = (model.LoopDoubt, 0.0, 0.0);
        for (var at = _count - 2; at >= 0; at--)
        {
            var (length, sure) = (0, 1.0);
            while (length < Longest && at - length >= 0
                && Same(_items[at - length].Chord, _items[_count - 1 - length].Chord))
            {
                sure = Math.Min(sure, _items[at - length].Sureness);
                length++;
            }

            if (length < 2)
            {
                continue;
            }

            var weight = Math.Pow(length, 2) * sure * Math.Exp(-(_count - at) / 40.0);
            _votes[_items[at + 1].Chord] += (float)weight;
            sum += weight;
            seconds += weight * _items[at].Seconds;
            weights += weight;
        }

        Lanes.Scale(_votes, (float)(1 / sum));
        Trust = weights / sum;
        Seconds = weights > 0 ? seconds / weights : 0;
        (Next, NextSureness) = (-1, 0);
        for (var chord = 0; chord < _votes.Length; chord++)
        {
            if (_votes[chord] > NextSureness)
            {
                (Next, NextSureness) = (chord, _votes[chord]);
            }
        }
    }

    private struct Item
    {
        public int Chord;
        public SampleTime Since;
        public double Seconds;
        public double Sureness;
    }
}
