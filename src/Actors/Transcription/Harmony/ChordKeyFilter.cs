namespace Antiphon.Transcription;

/// <summary>A forward filter over all pairs of a key and a chord.</summary>
internal sealed class ChordKeyFilter
{
    public const int Keys = 24;
    private const int Classes = ChordLanguage.Classes;
    private const int Kinds = ChordLanguage.Kinds;
    private const int Chords = ChordLanguage.Chords;

    private readonly ChordLanguage _language;
    private readonly float[] _keyMoves = KeyMoves();
    private readonly float[] _belief = new float[Keys * Chords];
    private readonly float[] _other = new float[Keys * Chords];
    private readonly float[] _evidence = new float[Chords];
    private readonly float[] _groups = new float[2 * Classes];
    private readonly float[] _chordBelief = new float[Chords];
    private readonly float[] _keyBelief = new float[Keys];

    public ChordKeyFilter(ChordLanguage language)
    {
        _language = language;
        Reset();
    }

    /// <summary>How sure each chord is, by root and kind, [120].</summary>
    public ReadOnlySpan<float> ChordBelief => _chordBelief;

    /// <summary>How sure each key is, major keys from C up, then minor ones, [24].</summary>
    public ReadOnlySpan<float> KeyBelief => _keyBelief;

    public void Reset()
    {
        for (var key = 0; key < Keys; key++)
        {
            _language.Prior[key / Classes].CopyTo(_belief, key * Chords);
        }

        Lanes.Scale(_belief, 1f / Keys);
        Sum();
    }

    /// <summary>Here the chord may change.</summary>
    /// <param name="chance">That it does.</param>
    /// <param name="expected">By root and kind, what was learned; sums to 1 at most.</param>
    /// <param name="trust">How much of a change is left to what was learned, 0…1.</param>
    public void ChangeChord(
        float chance, ReadOnlySpan<float> expected, float trust)
    {
        for (var key = 0; key < Keys; key++)
        {
            var mode = key / Classes;
            var belief = _belief.AsSpan(key * Chords, Chords);
            var norm = _language.Norm[mode];
            _groups.AsSpan().Clear();
            for (var chord = 0; chord < Chords; chord++)
            {
                var (degree, kind) = (chord / Kinds, chord % Kinds);
                var group = ChordLanguage.IsDominant(kind) ? Classes : 0;
                _groups[group + degree] += belief[chord];
            }

            for (var degree = 0; degree < Classes; degree++)
            {
                var come = 0f;
                for (var from = 0; from < Classes; from++)
                {
                    var up = (degree - from + Classes) % Classes;
                    come += _groups[from] * norm[from] * _language.Motion[0][up]
                        + _groups[Classes + from] * norm[Classes + from] * _language.Motion[1][up];
                }

                for (var chord = degree * Kinds; chord < (degree + 1) * Kinds; chord++)
                {
                    _evidence[chord] = come * _language.Prior[mode][chord];
                }
            }

            var all = Lanes.Sum(belief);
            var theory = chance * all / Lanes.Sum(_evidence);
            for (var chord = 0; chord < Chords; chord++)
            {
                var at = (chord + key % Classes * Kinds) % Chords;
                belief[chord] = (1 - chance) * belief[chord]
                    + theory * (1 - trust) * _evidence[chord] + chance * all * trust * expected[at];
            }
        }

        Sum();
    }

    /// <summary>Here the key may change; the chord stays what it is.</summary>
    public void ChangeKey(float chance)
    {
        _belief.CopyTo(_other, 0);
        Lanes.Scale(_belief, 1 - chance);
        for (var from = 0; from < Keys; from++)
        {
            for (var to = 0; to < Keys; to++)
            {
                if (from != to)
                {
                    // A chord's degree in the other key.
                    var turn = (from % Classes - to % Classes + Classes) % Classes * Kinds;
                    var weight = chance * _keyMoves[from * Keys + to];
                    var source = _other.AsSpan(from * Chords, Chords);
                    var target = _belief.AsSpan(to * Chords, Chords);
                    Lanes.Add(target[turn..], source[..(Chords - turn)], weight);
                    Lanes.Add(target[..turn], source[(Chords - turn)..], weight);
                }
            }
        }

        Sum();
    }

    /// <summary>Weighs every pair by what sounds, [12] each, in notes.</summary>
    public void Hear(ReadOnlySpan<float> strict, ReadOnlySpan<float> loose, ReadOnlySpan<float> bass)
    {
        for (var key = 0; key < Keys; key++)
        {
            var (mode, tonic) = (key / Classes, key % Classes);
            _evidence.AsSpan().Clear();
            for (var tone = 0; tone < Classes; tone++)
            {
                var row = (tone - tonic + Classes) % Classes * Chords;
                Add(_language.Strict[mode], row, strict[tone]);
                Add(_language.Loose[mode], row, loose[tone]);
                Add(_language.Bass, row, bass[tone]);
            }

            Lanes.Weigh(_belief.AsSpan(key * Chords, Chords), _evidence);
        }

        Sum();
    }

    /// <summary>A phrase has ended.</summary>
    public void Close() => WeighAll(_language.Close);

    /// <summary>A phrase has begun.</summary>
    public void Open() => WeighAll(_language.Open);

    private void WeighAll(float[][] logs)
    {
        for (var key = 0; key < Keys; key++)
        {
            Lanes.Weigh(_belief.AsSpan(key * Chords, Chords), logs[key / Classes]);
        }

        Sum();
    }

    private void Add(float[] table, int row, float weight)
    {
        if (weight > 0)
        {
            Lanes.Add(_evidence, table.AsSpan(row, Chords), weight);
        }
    }

    private void Sum()
    {
        Lanes.Scale(_belief, 1 / Lanes.Sum(_belief));
        _chordBelief.AsSpan().Clear();
        for (var key = 0; key < Keys; key++)
        {
            var belief = _belief.AsSpan(key * Chords, Chords);
            _keyBelief[key] = Lanes.Sum(belief);
            var turn = key % Classes * Kinds;
            Lanes.Add(_chordBelief.AsSpan(turn), belief[..(Chords - turn)], 1);
            Lanes.Add(_chordBelief, belief[(Chords - turn)..], 1);
        }
    }

    private static float[] KeyMoves()
    {
        var moves = new float[Keys * Keys];
        for (var from = 0; from < Keys; from++)
        {
            var sum = 0f;
            for (var to = 0; to < Keys; to++)
            {
                var (a, b) = (Signature(from), Signature(to));
                var fifths = Math.Min((a - b + Classes) % Classes, (b - a + Classes) % Classes);
                var near = fifths switch { 0 => 5f, 1 => 4f, 2 => 1.5f, 3 => 1.5f, _ => 1f };
                moves[from * Keys + to] = from == to ? 0 : near;
                sum += moves[from * Keys + to];
            }

            for (var to = 0; to < Keys; to++)
            {
                moves[from * Keys + to] /= sum;
            }
        }

        return moves;
    }

    /// <summary>Place of a key's scale in the circle of fifths.</summary>
    private static int Signature(int key) =>
        (key % Classes + (key >= Classes ? 3 : 0)) * 7 % Classes;
}
