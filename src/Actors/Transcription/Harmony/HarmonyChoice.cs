using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>What is said of all that is believed: steady, another only when it is surer.</summary>
/// <remarks>Not thread-safe; allocates nothing.</remarks>
internal sealed class HarmonyChoice(HarmonyModel model, ChordKeyFilter filter)
{
    private const int Classes = ChordLanguage.Classes;
    private const int Kinds = ChordLanguage.Kinds;

    /// <summary>So many times likelier another kind must be.</summary>
    private const float KindRatio = 1.3f;

    private int _lowest;

    /// <summary>Root and kind, or −1.</summary>
    public int Chord { get; private set; } = -1;

    public SampleTime ChordSince { get; private set; }

    /// <summary>Pitch class of its lowest tone; the root, where none was heard.</summary>
    public int Bass { get; private set; }

    /// <summary>Major keys from C up, then minor ones; or −1.</summary>
    public int Key { get; private set; } = -1;

    public SampleTime KeySince { get; private set; }

    public int Root => Chord / Kinds;

    public double ChordSureness => Math.Min(1, filter.RootBelief[Root]);

    public double KeySureness => Math.Min(1, filter.KeyBelief[Key]);

    public void Reset() => (Chord, Key) = (-1, -1);

    /// <summary>Says the chord anew.</summary>
    /// <param name="since">When a chord that is new began.</param>
    /// <returns>That its root is another.</returns>
    public bool ChooseChord(SampleTime since)
    {
        var best = 0;
        for (var root = 1; root < Classes; root++)
        {
            best = filter.RootBelief[root] > filter.RootBelief[best] ? root : best;
        }

        var isNew = Chord < 0 || best != Root
            && filter.RootBelief[best] > filter.RootBelief[Root] + model.ChordMargin;
        if (isNew)
        {
            (Chord, ChordSince, Bass, _lowest) = (best * Kinds, since, best, int.MaxValue);
        }

        var first = Root * Kinds;
        for (var chord = first; chord < first + Kinds; chord++)
        {
            Chord = filter.ChordBelief[chord] > KindRatio * filter.ChordBelief[Chord]
                ? chord : Chord;
        }

        return isNew;
    }

    /// <summary>Says the key anew.</summary>
    /// <param name="since">Since when a key that is new is there.</param>
    public void ChooseKey(SampleTime since)
    {
        var best = 0;
        for (var key = 1; key < ChordKeyFilter.Keys; key++)
        {
            best = filter.KeyBelief[key] > filter.KeyBelief[best] ? key : best;
        }

        if (Key < 0 || best != Key
            && filter.KeyBelief[best] > filter.KeyBelief[Key] + model.KeyMargin)
        {
            (Key, KeySince) = (best, since);
        }
    }

    /// <summary>The lowest tone of the chord is its bass.</summary>
    /// <param name="key">MIDI key of a tone, or −1.</param>
    public void HearLowest(int key)
    {
        if (key >= 0 && key < _lowest && ChordLanguage.Has(Chord, key % Classes))
        {
            (_lowest, Bass) = (key, key % Classes);
        }
    }
}
