namespace Antiphon.Benchmarks.Musicality;

/// <summary>
/// A melody out of one figure: said, said again on another degree, contrasted, closed. Notes are
/// chosen one by one, between what the figure asks for, the chord, and how a line moves well.
/// </summary>
internal sealed class CallMelody
{
    private readonly CallKind _kind;
    private readonly CallChance _chance;
    private readonly IReadOnlyList<double> _rhythm;
    private readonly IReadOnlyList<int> _contour;
    private int _degree;

    public CallMelody(CallKind kind, CallChance chance)
    {
        (_kind, _chance) = (kind, chance);
        _rhythm = Rhythm();
        _contour = [.. _rhythm.Select(_ => Step())];
    }

    /// <summary>The melody of a phrase: for each bar, notes within it.</summary>
    /// <param name="roots">Degrees of the bars' chords.</param>
    /// <param name="tonic">A key of the scale's first degree, in the middle of the range.</param>
    public IReadOnlyList<IReadOnlyList<MelodyNote>> Phrase(
        IReadOnlyList<int> roots, int tonic, bool isMinor)
    {
        List<IReadOnlyList<MelodyNote>> bars = [];
        var shift = _chance.Of([-2, -1, 1, 2]);
        for (var bar = 0; bar < roots.Count; bar++)
        {
            var isLast = bar == roots.Count - 1;
            var (rhythm, contour) = isLast
                ? Close()
                : bar == 2 || (bar == 1 && roots.Count == 3 && _chance.Share() < 0.4)
                    ? Contrast()
                    : (_rhythm, _contour);
            var from = bar == 0 ? _degree : bars[0][0].Degree + (bar == 1 ? shift : 0);
            bars.Add(Bar(
                rhythm, contour, from, new Setting(roots[bar], tonic, isMinor, isLast)));
        }

        return bars;
    }

    private List<MelodyNote> Bar(
        IReadOnlyList<double> rhythm, IReadOnlyList<int> contour, int from, Setting setting)
    {
        List<MelodyNote> notes = [];
        var wanted = setting.IsLast ? _degree : from;
        var at = 0.0;
        for (var i = 0; i < rhythm.Count; i++)
        {
            var ends = setting.IsLast && i == rhythm.Count - 1;
            var isStrong = ends || (at % 2 == 0 && rhythm[i] >= 0.5);
            wanted += i == 0 ? 0 : contour[i % contour.Count];
            _degree = Choose(wanted, isStrong, ends, setting);
            notes.Add(new MelodyNote(
                at, rhythm[i], _degree,
                CallHarmony.Key(
                    setting.Tonic, setting.IsMinor, _degree, CallHarmony.Leads(setting.Root)),
                isStrong));
            at += rhythm[i];
        }

        return notes;
    }

    private int Choose(int wanted, bool isStrong, bool ends, Setting setting)
    {
        var chord = CallHarmony.Degrees(setting.Root, _kind.Sevenths && !ends);
        // A close rests on the root or the third; the leading tone is no rest.
        var tones = ends ? chord.Take(2) : chord;
        return Enumerable.Range(_degree - 6, 13).MinBy(degree =>
        {
            var key = CallHarmony.Key(setting.Tonic, setting.IsMinor, degree);
            var leap = Math.Abs(degree - _degree);
            var belongs = tones.Contains((degree % 7 + 7) % 7);
            return Math.Abs(degree - wanted)
                + (belongs ? 0 : ends ? 50 : isStrong ? 4 : 0)
                + (leap == 0 ? 1.5 : 0.8 * Math.Max(0, leap - 2))
                + 2 * Math.Max(0, Math.Max(_kind.LowKey - key, key - _kind.HighKey))
                + 0.3 * _chance.Share();
        });
    }

    // Beats are joined, kept, or divided, until the bar is full.
    private List<double> Rhythm()
    {
        while (true)
        {
            List<double> beats = [];
            for (var left = _kind.Meter; left > 0;)
            {
                var (taken, parts) = _chance.Weighted<(int, double[])>(
                [
                    ((1, [1]), 3), ((1, [0.5, 0.5]), 3), ((2, [1.5, 0.5]), left >= 2 ? 1.5 : 0),
                    ((2, [2]), left >= 2 ? 0.7 : 0), ((2, [0.5, 1, 0.5]), left >= 2 ? 0.8 : 0),
                    ((1, [0.75, 0.25]), _kind.IsSwung ? 0 : 0.5),
                ]);
                beats.AddRange(parts);
                left -= taken;
            }

            if (beats.Count >= 3 && beats.Count <= 2 * _kind.Meter - 1)
            {
                return beats;
            }
        }
    }

    private (IReadOnlyList<double>, IReadOnlyList<int>) Contrast()
    {
        var rhythm = _chance.Share() < 0.5 ? _rhythm : Rhythm();
        return (rhythm, [.. rhythm.Select((_, i) => i < _contour.Count ? -_contour[i] : Step())]);
    }

    private (IReadOnlyList<double>, IReadOnlyList<int>) Close() => (
        _chance.Of<double[]>(
        [
            [_kind.Meter - 1], [1, _kind.Meter - 1.5], [0.5, 0.5, _kind.Meter - 1.5],
        ]),
        [0, _chance.Of([-1, 1]), -1]);

    private int Step() => _chance.Weighted<int>(
        [(1, 4), (-1, 4), (2, 2), (-2, 2), (3, 1), (-3, 1)]);

    private sealed record Setting(int Root, int Tonic, bool IsMinor, bool IsLast);
}

/// <summary>A note of a melody before it has a time.</summary>
/// <param name="At">Beats from its bar line.</param>
/// <param name="Beats">How long it is.</param>
/// <param name="Degree">Of the scale.</param>
internal sealed record MelodyNote(double At, double Beats, int Degree, int Key, bool IsStrong);
