namespace Antiphon.Transcription;

/// <summary>A forward filter over all pairs of a key and a chord: what is believed now.</summary>
/// <remarks>
/// A hidden Markov model with 24 × 120 states,
/// <c>P(k, c) ← (1 − h) P(k, c) + h Σ P(k, b) T_k(b → c)</c> where the chord may change,
/// <c>P(k, c) ← P(k, c) Π P(x | c, k)^w_x</c> for tones x of evidence w, normalised. A belief
/// stands by key and degree, so that one table serves all keys of a mode.
/// Not thread-safe; allocates nothing; sums go in one order, so every machine says the same.
/// </remarks>
internal sealed class ChordKeyFilter
{
    public const int Keys = 24;

    private const int Classes = ChordLanguage.Classes;
    private const int Kinds = ChordLanguage.Kinds;
    private const int Chords = ChordLanguage.Chords;

    /// <summary>By steps in the circle of fifths: how near keys are.</summary>
    private static readonly float[] Nearness = [5, 4, 1.5f, 1.5f, 1, 1, 1];

    private static readonly float[] KeyMoves = KeyMovesOf();

    private readonly ChordLanguage _language;
    private readonly float[] _belief = new float[Keys * Chords];
    private readonly float[] _before = new float[Keys * Chords];
    private readonly float[] _row = new float[Chords];
    private readonly float[] _leaving = new float[2 * Classes];
    private readonly float[] _chordBelief = new float[Chords];
    private readonly float[] _rootBelief = new float[Classes];
    private readonly float[] _keyBelief = new float[Keys];

    public ChordKeyFilter(ChordLanguage language)
    {
        _language = language;
        Reset();
    }

    /// <summary>How sure each chord is, by root and kind, [120].</summary>
    public ReadOnlySpan<float> ChordBelief => _chordBelief;

    /// <summary>How sure each root is, from C up, [12].</summary>
    public ReadOnlySpan<float> RootBelief => _rootBelief;

    /// <summary>How sure each key is: major keys from C up, then minor ones, [24].</summary>
    public ReadOnlySpan<float> KeyBelief => _keyBelief;

    public void Reset()
    {
        for (var key = 0; key < Keys; key++)
        {
            _language.Prior[key / Classes].CopyTo(Of(_belief, key));
        }

        Sum();
    }

    /// <summary>Here the chord may change.</summary>
    /// <param name="chance">That it does, 0…1.</param>
    /// <param name="learned">By root and kind, what may follow; sums to 1.</param>
    /// <param name="trust">How much of a change is left to that, 0…1.</param>
    public void ChangeChord(float chance, ReadOnlySpan<float> learned, float trust)
    {
        for (var key = 0; key < Keys; key++)
        {
            var belief = Of(_belief, key);
            Expect(key / Classes, belief);
            var (all, turn) = (Lanes.Sum(belief), key % Classes * Kinds);
            var change = chance * all;
            Lanes.Scale(belief, 1 - chance);
            Lanes.Add(belief, _row, change * (1 - trust) / Lanes.Sum(_row));
            if (trust > 0)
            {
                Lanes.Add(belief[..(Chords - turn)], learned[turn..], change * trust);
                Lanes.Add(belief[(Chords - turn)..], learned[..turn], change * trust);
            }
        }

        Sum();
    }

    /// <summary>Here the key may change; the chord stays what it is.</summary>
    /// <param name="chance">That it does, 0…1.</param>
    public void ChangeKey(float chance)
    {
        _belief.CopyTo(_before, 0);
        Lanes.Scale(_belief, 1 - chance);
        for (var from = 0; from < Keys; from++)
        {
            var source = Of(_before, from);
            for (var to = 0; to < Keys; to++)
            {
                if (from != to)
                {
                    // What is a chord's degree in the other key?
                    var turn = (from % Classes - to % Classes + Classes) % Classes * Kinds;
                    var target = Of(_belief, to);
                    var weight = chance * KeyMoves[from * Keys + to];
                    Lanes.Add(target[turn..], source[..(Chords - turn)], weight);
                    Lanes.Add(target[..turn], source[(Chords - turn)..], weight);
                }
            }
        }

        Sum();
    }

    /// <summary>Weighs all pairs by evidence of pitch classes, [12] each, in notes.</summary>
    /// <param name="strict">Tones of chords.</param>
    /// <param name="loose">Tones of a line.</param>
    /// <param name="bass">Lowest tones.</param>
    public void Hear(
        ReadOnlySpan<float> strict, ReadOnlySpan<float> loose, ReadOnlySpan<float> bass)
    {
        for (var key = 0; key < Keys; key++)
        {
            var (mode, tonic) = (key / Classes, key % Classes);
            _row.AsSpan().Clear();
            for (var tone = 0; tone < Classes; tone++)
            {
                var degree = (tone - tonic + Classes) % Classes;
                Add(_language.Strict[mode], degree, strict[tone]);
                Add(_language.Loose[mode], degree, loose[tone]);
                Add(_language.Bass, degree, bass[tone]);
            }

            Lanes.Weigh(Of(_belief, key), _row);
        }

        Sum();
    }

    /// <summary>A phrase has ended: rather on a tonic or a dominant.</summary>
    public void Close() => Weigh(_language.Close);

    /// <summary>A phrase has begun: rather on a tonic.</summary>
    public void Open() => Weigh(_language.Open);

    private static Span<float> Of(float[] beliefs, int key) =>
        beliefs.AsSpan(key * Chords, Chords);

    /// <summary>What theory lets follow a belief, into the row.</summary>
    private void Expect(int mode, ReadOnlySpan<float> belief)
    {
        var (norm, prior) = (_language.Norm[mode], _language.Prior[mode]);
        _leaving.AsSpan().Clear();
        for (var chord = 0; chord < Chords; chord++)
        {
            var group = ChordLanguage.IsDominant(chord % Kinds) ? Classes : 0;
            _leaving[group + chord / Kinds] += belief[chord];
        }

        var (plain, dominant) = (_language.Motion[0], _language.Motion[1]);
        for (var to = 0; to < Classes; to++)
        {
            var come = 0f;
            for (var from = 0; from < Classes; from++)
            {
                var up = (to - from + Classes) % Classes;
                come += _leaving[from] * norm[from] * plain[up]
                    + _leaving[Classes + from] * norm[Classes + from] * dominant[up];
            }

            for (var chord = to * Kinds; chord < (to + 1) * Kinds; chord++)
            {
                _row[chord] = come * prior[chord];
            }
        }
    }

    private void Add(float[] table, int degree, float evidence)
    {
        if (evidence > 0)
        {
            Lanes.Add(_row, table.AsSpan(degree * Chords, Chords), evidence);
        }
    }

    private void Weigh(float[][] logs)
    {
        for (var key = 0; key < Keys; key++)
        {
            Lanes.Weigh(Of(_belief, key), logs[key / Classes]);
        }

        Sum();
    }

    private void Sum()
    {
        Lanes.Scale(_belief, 1 / Lanes.Sum(_belief));
        _chordBelief.AsSpan().Clear();
        for (var key = 0; key < Keys; key++)
        {
            var belief = Of(_belief, key);
            var turn = key % Classes * Kinds;
            _keyBelief[key] = Lanes.Sum(belief);
            Lanes.Add(_chordBelief.AsSpan(turn), belief[..(Chords - turn)], 1);
            Lanes.Add(_chordBelief, belief[(Chords - turn)..], 1);
        }

        for (var root = 0; root < Classes; root++)
        {
            _rootBelief[root] = Lanes.Sum(_chordBelief.AsSpan(root * Kinds, Kinds));
        }
    }

    private static float[] KeyMovesOf()
    {
        var moves = new float[Keys * Keys];
        for (var from = 0; from < Keys; from++)
        {
            for (var to = 0; to < Keys; to++)
            {
                var steps = (Signature(from) - Signature(to) + Classes) % Classes;
                moves[from * Keys + to] =
                    from == to ? 0 : Nearness[Math.Min(steps, Classes - steps)];
            }

            var row = moves.AsSpan(from * Keys, Keys);
            Lanes.Scale(row, 1 / Lanes.Sum(row));
        }

        return moves;
    }

    /// <summary>The place of a key's scale in the circle of fifths.</summary>
    private static int Signature(int key) =>
        (key % Classes + (key >= Classes ? 3 : 0)) * 7 % Classes;
}
