using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>How well the notes of a beat fit each chord of a chart, and music beside it.</summary>
/// <remarks>Not thread-safe; allocates nothing as it hears.</remarks>
internal sealed class ChartFit
{
    private const int Kinds = ChordLanguage.Kinds;
    private const int Classes = ChordLanguage.Classes;

    /// <summary>Notes of a beat say less together than each alone.</summary>
    private const double Temper = 0.6;

    /// <summary>So likely chords stay for another half of a beat, beside the chart.</summary>
    private const double Stays = 0.85;

    private readonly ChordLanguage _language;
    private readonly ChartEvidence _evidence;
    private readonly int[] _chordOf;
    private readonly List<(int Chord, int Mode, int Tonic)> _chords = [];
    private readonly double[][] _beats;
    private readonly double[] _rest;
    private readonly double[] _strengths;
    private readonly double[] _free = new double[ChordLanguage.Chords];
    private readonly double[] _fits = new double[ChordLanguage.Chords];

    public ChartFit(Chart chart, HarmonyModel model)
    {
        (_language, _evidence) = (new ChordLanguage(model), new ChartEvidence(model));
        var known = new Dictionary<(int, int, int), int>();
        _chordOf = new int[chart.Units];
        for (var unit = 0; unit < chart.Units; unit++)
        {
            var key = chart.Bars[chart.BarAt(unit)].Key;
            var named = chart.ChordAt(unit).Chord is { } chord
                ? (((chord.Root - key.Tonic + Classes) % Classes * Kinds) + (int)chord.Kind,
                    key.IsMinor ? 1 : 0, key.Tonic)
                : (-1, 0, 0);
            if (!known.TryGetValue(named, out _chordOf[unit]))
            {
                known[named] = _chordOf[unit] = _chords.Count;
                _chords.Add(named);
            }
        }

        _strengths = [1, model.HalfBar, model.WeakBeat];
        _beats = [.. _strengths.Select(_ => new double[_chords.Count])];
        _rest = new double[_chords.Count];
        Array.Fill(_free, 1.0 / _free.Length);
    }

    public ChartEvidence Notes => _evidence;

    /// <summary>Something sounded in the beat that was heard.</summary>
    public bool Any { get; private set; }

    /// <summary>Hears the notes of a beat.</summary>
    /// <param name="key">The key that is heard; null without one.</param>
    public void Hear(SampleTime from, double beatSeconds, MusicalKey? key)
    {
        var middle = from.PlusSeconds(beatSeconds / 2);
        Any = false;
        for (var place = 0; place < _strengths.Length; place++)
        {
            Any |= _evidence.Gather(from, middle, beatSeconds, _strengths[place]);
            Weigh(_beats[place], key, isLast: place == _strengths.Length - 1);
        }

        var end = from.PlusSeconds(beatSeconds);
        Any |= _evidence.Gather(middle, end, beatSeconds, _strengths[^1] / 2);
        Weigh(_rest, key, isLast: true);
    }

    /// <summary>How likely the beat is that begins with a unit, against that beside.</summary>
    /// <param name="place">0 a bar's first beat, 1 its middle, 2 another.</param>
    /// <param name="middle">The unit in the beat's middle.</param>
    public double Of(int unit, int place, int middle) =>
        Math.Exp(_beats[place][_chordOf[unit]] + _rest[_chordOf[middle]]);

    // Where the chart has no chord, what is heard speaks neither for it nor against it.
    private void Weigh(double[] logs, MusicalKey? key, bool isLast)
    {
        var beside = Any ? HearBeside(key, isLast) : 0;
        for (var i = 0; i < logs.Length; i++)
        {
            var (chord, mode, tonic) = _chords[i];
            logs[i] = !Any || chord < 0 ? 0
                : Temper * _evidence.LogOf(_language, chord, mode, tonic) - beside;
        }
    }

    // Beside the chart chords are those of the key, and mostly stay.
    private double HearBeside(MusicalKey? key, bool isLast)
    {
        var (mode, tonic) = key is { } heard ? (heard.IsMinor ? 1 : 0, heard.Tonic) : (0, 0);
        var most = double.NegativeInfinity;
        for (var chord = 0; chord < _free.Length; chord++)
        {
            var degree = DegreeOf(chord, tonic);
            _fits[chord] = Temper * _evidence.LogOf(_language, degree, mode, tonic);
            most = Math.Max(most, _fits[chord]);
        }

        var sum = 0.0;
        for (var chord = 0; chord < _free.Length; chord++)
        {
            var prior = key is null ? 1.0 / _free.Length
                : _language.Prior[mode][DegreeOf(chord, tonic)];
            _fits[chord] = (Stays * _free[chord] + (1 - Stays) * prior)
                * Math.Exp(_fits[chord] - most);
            sum += _fits[chord];
        }

        for (var chord = 0; isLast && chord < _free.Length; chord++)
        {
            _free[chord] = _fits[chord] / sum;
        }

        return most + Math.Log(sum);
    }

    private static int DegreeOf(int chord, int tonic) =>
        (chord / Kinds - tonic + Classes) % Classes * Kinds + chord % Kinds;
}
