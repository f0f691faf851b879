namespace Antiphon.Transcription;

/// <summary>Where in a chart the music is believed to stand, and whether in it at all.</summary>
/// <remarks>
/// A forward filter, a beat at a time. Its states are the units of the chart for each way in which
/// heard beats may be written ones (as they are, half of them, twice as many), and a state beside
/// the chart, in which chords follow their key. From a unit the music goes on, slips a beat, or
/// leaps, mostly to where a section begins. In the manner of score followers since Dannenberg,
/// "An on-line algorithm for real-time accompaniment", ICMC 1984, and of the jump model of
/// Nakamura et al., "Real-time audio-to-score alignment of music performances containing errors
/// and arbitrary repeats and skips", IEEE/ACM TASLP 24 (2016).
/// Not thread-safe; allocates nothing as it hears.
/// </remarks>
internal sealed class ChartBelief
{
    private const double Leaps = 0.006;
    private const double Slips = 0.003;
    private const double Leaves = 0.004;
    private const double Returns = 0.03;
    private const double BeginsBeside = 0.3;

    /// <summary>Who gives a chart means to play it: what is beside it must be the better.</summary>
    private const double BesideFit = 0.88;

    /// <summary>How readily music begins with the chart, where its first note was heard.</summary>
    private const double FromTheTop = 0.5;

    private const double ToOutro = 0.15;
    private const double TempoOctaves = 0.25;

    private readonly Chart _chart;
    private readonly double[] _prior;
    private readonly double[][] _belief;
    private readonly double[][] _before;
    private readonly int[][] _next;
    private double[] _ways;

    public ChartBelief(Chart chart)
    {
        _chart = chart;
        Steps = chart.Bars[0].IsCompound ? [6, 2, 12]
            : chart.Bars[0].Units == 6 ? [2, 1, 4, 6] : [2, 1, 4];
        _ways = [.. Steps.Select((_, way) => way == 0 ? 0.76 : 0.24 / (Steps.Length - 1))];
        _prior = PriorOf(chart);
        _belief = [.. Steps.Select(_ => new double[chart.Units])];
        _before = [.. Steps.Select(_ => new double[chart.Units])];
        _next =
        [
            .. Steps.Select(step => Enumerable.Range(0, chart.Units)
                .Select(unit => chart.After(unit, step)).ToArray()),
        ];
        Begin(begins: false);
    }

    /// <summary>Units of a heard beat, for each way in which it may be a written one.</summary>
    public int[] Steps { get; }

    /// <summary>That the music is not in the chart, 0…1.</summary>
    public double Beside { get; private set; }

    /// <summary>That the next beat begins with a unit, by the way, [way][unit].</summary>
    public double Of(int way, int unit) => _belief[way][unit];

    /// <summary>Nothing is known.</summary>
    /// <param name="begins">The next beat is that of the first note.</param>
    public void Begin(bool begins)
    {
        Forget(1);
        for (var way = 0; begins && way < Steps.Length; way++)
        {
            for (var unit = 0; unit < _prior.Length; unit++)
            {
                _belief[way][unit] *= 1 - FromTheTop;
            }

            _belief[way][0] += FromTheTop * (1 - BeginsBeside) * _ways[way];
        }

        Normalise();
    }

    /// <summary>A tempo is heard: with that of the chart it says which beats are written ones.
    /// </summary>
    public void HearTempo(double beatSeconds)
    {
        if (_chart.BeatsPerMinute is not { } told)
        {
            return;
        }

        double[] ways =
        [
            .. Steps.Select((step, way) => (way == 0 ? 1 : 0.3)
                * Math.Exp(-0.5 * Math.Pow(
                    Math.Log2(beatSeconds / (step * 30 / told)) / TempoOctaves, 2))
                + 0.01),
        ];
        _ways = [.. ways.Select(way => way / ways.Sum())];
    }

    /// <summary>What is believed most of all that is in the chart.</summary>
    public (int Way, int Unit) Best()
    {
        var best = (Way: 0, Unit: 0);
        for (var way = 0; way < Steps.Length; way++)
        {
            for (var unit = 0; unit < _prior.Length; unit++)
            {
                best = _belief[way][unit] > _belief[best.Way][best.Unit] ? (way, unit) : best;
            }
        }

        return best;
    }

    /// <summary>Some of what is believed is forgotten.</summary>
    /// <param name="share">How much, 0…1.</param>
    public void Forget(double share)
    {
        for (var way = 0; way < Steps.Length; way++)
        {
            for (var unit = 0; unit < _prior.Length; unit++)
            {
                _belief[way][unit] += share
                    * ((1 - BeginsBeside) * _ways[way] * PriorOf(way, unit) - _belief[way][unit]);
            }
        }

        Beside += share * (BeginsBeside - Beside);
        Normalise();
    }

    /// <summary>A beat has passed.</summary>
    /// <param name="likely">
    /// How likely what it held is, by the way and the unit with which it began, against what is
    /// beside the chart.
    /// </param>
    /// <param name="sounds">It was no rest.</param>
    public void Pass(Func<int, int, double> likely, bool sounds)
    {
        for (var way = 0; way < Steps.Length; way++)
        {
            for (var unit = 0; unit < _prior.Length; unit++)
            {
                if (_belief[way][unit] > 0)
                {
                    _belief[way][unit] *= likely(way, unit);
                }
            }
        }

        Beside *= sounds ? BesideFit : 1;
        Normalise();
        Move();
    }

    /// <summary>Beats are now so many of what they were, and the next begins elsewhere.</summary>
    /// <param name="ratio">Seconds of a beat now, by those before.</param>
    /// <param name="beats">From where the next began to where it begins, in beats before.</param>
    public void Change(double ratio, double beats)
    {
        var lost = 0.0;
        for (var way = 0; way < Steps.Length; way++)
        {
            _belief[way].CopyTo(_before[way], 0);
            _belief[way].AsSpan().Clear();
        }

        for (var way = 0; way < Steps.Length; way++)
        {
            var to = Array.IndexOf(Steps, (int)Math.Round(Steps[way] * ratio));
            var shift = (int)Math.Round(beats * Steps[way]);
            for (var unit = 0; unit < _prior.Length; unit++)
            {
                var target = shift >= 0 ? _chart.After(unit, shift) : Math.Max(0, unit + shift);
                if (to < 0)
                {
                    lost += _before[way][unit];
                }
                else
                {
                    _belief[to][target] += _before[way][unit];
                }
            }
        }

        Beside += lost;
        Normalise();
    }

    /// <summary>How sure it is that a chord sounds so many units behind the next beat.</summary>
    /// <param name="ahead">In units of a way.</param>
    public double Agreement(Func<int, bool> isChord, int way, int ahead)
    {
        var sum = 0.0;
        for (var other = 0; other < Steps.Length; other++)
        {
            // The same time, in the units of another way.
            var units = (int)Math.Round((double)ahead * Steps[other] / Steps[way]);
            for (var unit = 0; unit < _prior.Length; unit++)
            {
                var belief = _belief[other][unit];
                sum += belief > 1e-6 && isChord(_chart.After(unit, units)) ? belief : 0;
            }
        }

        return sum;
    }

    private static double[] PriorOf(Chart chart)
    {
        var prior = new double[chart.Units];
        for (var unit = 0; unit < prior.Length; unit++)
        {
            var bar = chart.BarAt(unit);
            var isBar = unit == chart.StartOf(bar);
            var isSection = isBar && (bar == chart.LoopFrom || chart.Bars[bar].Number == 1);
            prior[unit] = unit == 0 ? 24 : isSection ? 8 : isBar ? 2 : 1;
        }

        var sum = prior.Sum();
        return [.. prior.Select(weight => weight / sum)];
    }

    // Beats fall on written ones, but where they are halves of them.
    private double PriorOf(int way, int unit)
    {
        var bar = _chart.BarAt(unit);
        var grid = Steps[way] == 1 ? 1
            : _chart.Bars[bar].IsCompound && Steps[way] % 6 == 0 ? 6 : 2;
        return (unit - _chart.StartOf(bar)) % grid == 0 ? grid * _prior[unit] : 0;
    }

    private void Move()
    {
        var inChart = 1 - Beside;
        var comes = Returns * Beside + Leaps * inChart;
        var stays = 1 - Leaps - Leaves - 2 * Slips;
        for (var way = 0; way < Steps.Length; way++)
        {
            var (before, now, next) = (_belief[way], _before[way], _next[way]);
            for (var unit = 0; unit < now.Length; unit++)
            {
                now[unit] = comes * _ways[way] * PriorOf(way, unit);
            }

            var (end, slip) = (_chart.StartOf(_chart.LoopTo), Math.Max(2, Steps[way]));
            for (var unit = 0; unit < now.Length; unit++)
            {
                var belief = before[unit];
                if (belief < 1e-9)
                {
                    continue;
                }

                var to = next[unit];
                now[_chart.After(to, slip)] += Slips * belief;
                now[unit] += Slips * belief;
                var passes = unit < end && unit + Steps[way] >= end && end < _chart.Units;
                if (passes)
                {
                    now[Math.Min(_chart.Units - 1, unit + Steps[way])] += ToOutro * stays * belief;
                }

                now[to] += (passes ? 1 - ToOutro : 1) * stays * belief;
            }

            (_belief[way], _before[way]) = (now, before);
        }

        Beside = (1 - Returns) * Beside + Leaves * inChart;
        Normalise();
    }

    private void Normalise()
    {
        var sum = Beside;
        foreach (var belief in _belief)
        {
            foreach (var one in belief)
            {
                sum += one;
            }
        }

        var scale = 1 / Math.Max(1e-300, sum);
        Beside *= scale;
        foreach (var belief in _belief)
        {
            for (var unit = 0; unit < belief.Length; unit++)
            {
                belief[unit] *= scale;
            }
        }
    }
}
