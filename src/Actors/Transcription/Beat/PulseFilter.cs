using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>Where the pulse is: a period, a place in it, and how sure.</summary>
/// <param name="Seconds">From one beat to the next.</param>
/// <param name="Phase">How many beats ago a beat fell, as of the newest attack, 0…1.</param>
/// <param name="Division">How it is divided.</param>
/// <param name="Sureness">Of period and place, 0…1.</param>
internal readonly record struct PulseEstimate(
    double Seconds, double Phase, BeatDivision Division, double Sureness);

/// <summary>
/// A Bayesian filter over what the pulse may be: period × place in the beat × division in two or
/// in three.
/// </summary>
/// <remarks>
/// The bar pointer of Whiteley, Cemgil and Godsill (2006) on the efficient state space of Krebs,
/// Böck and Widmer (2015), cut to one beat and moved from attack to attack instead of from frame
/// to frame: between attacks phases only turn, so each period keeps its phases in a frame that
/// turns with it. With <c>x</c> the state, <c>y</c> an attack:
/// <code>
/// predict: p(x) ← (1 − J) Σ D(x, x′) p(x′) + J (near · p(phase) N(log period) + prior)
/// correct: p(x) ← p(x) · (E + (1 − E) max over places of a · exp(−½ (d / σ)²)) · (T / ½ s)^c
/// miss:    p(x) ← p(x) · exp(−m · beats passed without an attack)
/// </code>
/// <c>D</c> mixes neighbouring periods, <c>J</c> is the chance of a jump, <c>d</c> the distance
/// from attack to place in seconds, and <c>a</c> 1 on the beat and less on its parts; an accented
/// attack lowers it on the parts. Not thread-safe; allocates nothing.
/// </remarks>
internal sealed class PulseFilter
{
    private const int Divisions = 2;
    private const double MissTolerance = 0.15;
    private const double LongestMiss = 2.5;
    private const int MostMissed = 3;
    private const double LongestStep = 2;
    private const int TemposNear = 2;
    private const double PhaseNear = 0.08;

    // How many attacks there are to a beat, and one standard deviation of that, octaves.
    private const double AttacksPerBeat = 1.6;
    private const double AttacksWidth = 0.8;

    private readonly PulseModel _model;
    private readonly int _tempi;
    private readonly int _phases;
    private readonly double[] _periods;
    private readonly double[] _prior;
    private readonly double[] _turned;
    private readonly double[] _missed = new double[MostMissed + 1];
    private readonly double[] _byPhase;
    private readonly double[] _byTempo;
    private readonly double[] _near;
    private readonly double[] _kernel;
    private readonly PulseTables _tables;
    private double[] _belief;
    private double[] _next;
    private readonly double _step;
    private double _now;

    public PulseFilter(PulseModel model)
    {
        _model = model;
        (_tempi, _phases) = (model.Tempi, model.Phases);
        _periods = new double[_tempi];
        _prior = new double[_tempi];
        _turned = new double[_tempi];
        _near = new double[_tempi];
        _byTempo = new double[_tempi];
        _byPhase = new double[_phases];
        _belief = new double[Divisions * _tempi * _phases];
        _next = new double[_belief.Length];
        var step = Math.Log(model.LongestSeconds / model.ShortestSeconds) / (_tempi - 1);
        _step = step;
        for (var tempo = 0; tempo < _tempi; tempo++)
        {
            _periods[tempo] = model.ShortestSeconds * Math.Exp(step * tempo);
            _prior[tempo] = Gaussian(
                Math.Log2(_periods[tempo] / model.CentreSeconds) / model.WidthOctaves);
        }

        var sum = _prior.Sum();
        for (var tempo = 0; tempo < _tempi; tempo++)
        {
            _prior[tempo] /= sum;
        }

        for (var beats = 0; beats <= MostMissed; beats++)
        {
            _missed[beats] = Math.Exp(-model.Missing * beats);
        }

        var reach = (int)(2 * model.JumpWidth / step);
        _kernel = new double[reach + 1];
        for (var away = 0; away <= reach; away++)
        {
            _kernel[away] = Gaussian(away * step / model.JumpWidth);
        }

        _tables = new PulseTables(model, _periods);
        Reset();
    }

    /// <summary>The newest attack's time, s.</summary>
    public double Now => _now;

    public void Reset()
    {
        _now = 0;
        Array.Clear(_turned);
        for (var i = 0; i < _belief.Length; i++)
        {
            _belief[i] = _prior[i / _phases % _tempi] / _phases / Divisions;
        }
    }

    /// <summary>Moves on to an attack and learns from it.</summary>
    /// <param name="seconds">
    /// When; one that is a little older than the newest is learned from where it was.
    /// </param>
    /// <param name="accent">How much more than usual it speaks for a beat, 1 neutral.</param>
    /// <param name="weight">How much it counts, 0…1.</param>
    public void Hear(double seconds, double accent, double weight)
    {
        var back = Math.Max(0, _now - seconds);
        var step = Math.Max(0, seconds - _now);
        if (step > 0)
        {
            for (var tempo = 0; tempo < _tempi; tempo++)
            {
                _turned[tempo] = Fraction(_turned[tempo] + step / _periods[tempo]);
            }

            _now = seconds;
            Predict(Math.Min(step, LongestStep));
            if (step < LongestMiss)
            {
                Miss(step);
            }
        }

        Correct(back, accent, weight);
        Normalise();
    }

    /// <summary>Learns more of an attack that was heard before.</summary>
    public void HearAgain(double seconds, double accent, double weight)
    {
        Correct(Math.Max(0, _now - seconds), accent, weight);
        Normalise();
    }

    /// <summary>The most likely pulse as of the newest attack.</summary>
    /// <param name="rate">Attacks a second, 0 where unknown.</param>
    public PulseEstimate Best(double rate)
    {
        SumTempi(_belief);
        var best = 0;
        var most = -1.0;
        for (var tempo = 0; tempo < _tempi; tempo++)
        {
            var mass = _byTempo[tempo]
                + 0.5 * (tempo > 0 ? _byTempo[tempo - 1] : 0)
                + 0.5 * (tempo < _tempi - 1 ? _byTempo[tempo + 1] : 0);
            if (rate > 0)
            {
                mass *= Gaussian(
                    Math.Log2(rate * _periods[tempo] / AttacksPerBeat) / AttacksWidth);
            }

            (best, most) = mass > most ? (tempo, mass) : (best, most);
        }

        return Around(best);
    }

    /// <summary>The share of belief near a pulse's period and place, 0…1.</summary>
    public double BeliefIn(in PulseEstimate pulse)
    {
        var centre = Math.Log(pulse.Seconds / _model.ShortestSeconds) / _step;
        var first = Math.Max(0, (int)Math.Ceiling(centre - TemposNear));
        var last = Math.Min(_tempi - 1, (int)(centre + TemposNear));
        var reach = (int)(PhaseNear * _phases);
        var sum = 0.0;
        for (var tempo = first; tempo <= last; tempo++)
        {
            var middle = (int)Math.Round(
                Fraction(pulse.Phase - _turned[tempo]) * _phases - 0.5);
            for (var off = -reach; off <= reach; off++)
            {
                var bin = (middle + off + _phases) % _phases;
                sum += _belief[tempo * _phases + bin]
                    + _belief[(_tempi + tempo) * _phases + bin];
            }
        }

        return sum;
    }

    private static double Fraction(double x) => x - Math.Floor(x);

    private static double Gaussian(double x) => Math.Exp(-0.5 * x * x);

    private PulseEstimate Around(int best)
    {
        var (low, high) = (Math.Max(0, best - 2), Math.Min(_tempi - 1, best + 2));
        var (mass, log) = (0.0, 0.0);
        for (var tempo = low; tempo <= high; tempo++)
        {
            mass += _byTempo[tempo];
            log += _byTempo[tempo] * Math.Log(_periods[tempo]);
        }

        var straight = _belief.AsSpan(best * _phases, _phases);
        var triple = _belief.AsSpan((_tempi + best) * _phases, _phases);
        var (peak, straightMass, tripleMass) = (0, 0.0, 0.0);
        for (var phase = 0; phase < _phases; phase++)
        {
            straightMass += straight[phase];
            tripleMass += triple[phase];
            if (straight[phase] + triple[phase] > straight[peak] + triple[peak])
            {
                peak = phase;
            }
        }

        var centre = Fraction((peak + 0.5) / _phases + _turned[best]);
        var (near, moment) = (0.0, 0.0);
        for (var tempo = low; tempo <= high; tempo++)
        {
            for (var phase = 0; phase < _phases; phase++)
            {
                var off = Fraction((phase + 0.5) / _phases + _turned[tempo]) - centre;
                off -= Math.Round(off);
                if (Math.Abs(off) < 0.12)
                {
                    var value = _belief[tempo * _phases + phase]
                        + _belief[(_tempi + tempo) * _phases + phase];
                    near += value;
                    moment += value * off;
                }
            }
        }

        var shift = near > 0 ? moment / near : 0;
        return new(
            Math.Exp(log / mass),
            Fraction(centre + shift),
            tripleMass > straightMass ? BeatDivision.Triple : BeatDivision.Straight,
            Math.Clamp(near, 0, 1));
    }

    private void SumTempi(double[] belief)
    {
        for (var tempo = 0; tempo < _tempi; tempo++)
        {
            var sum = 0.0;
            for (var division = 0; division < Divisions; division++)
            {
                foreach (var value in belief.AsSpan(
                    (division * _tempi + tempo) * _phases, _phases))
                {
                    sum += value;
                }
            }

            _byTempo[tempo] = sum;
        }
    }

    // A beat between the last two attacks without one of its own.
    private void Miss(double step)
    {
        for (var tempo = 0; tempo < _tempi && _periods[tempo] <= 1.1 * step; tempo++)
        {
            var passed = step / _periods[tempo];
            for (var phase = 0; phase < _phases; phase++)
            {
                var place = Fraction((phase + 0.5) / _phases + _turned[tempo]);
                var beats = (int)(Math.Ceiling(place - MissTolerance) - 1
                    - Math.Floor(place - passed + MissTolerance));
                if (beats > 0)
                {
                    var factor = _missed[Math.Min(beats, MostMissed)];
                    _belief[tempo * _phases + phase] *= factor;
                    _belief[(_tempi + tempo) * _phases + phase] *= factor;
                }
            }
        }
    }

    private void Correct(double back, double accent, double weight)
    {
        for (var tempo = 0; tempo < _tempi; tempo++)
        {
            var shift = Fraction(_turned[tempo] - back / _periods[tempo]);
            _tables.Correct(
                tempo, shift, 1 / accent, weight,
                _belief.AsSpan(tempo * _phases, _phases),
                _belief.AsSpan((_tempi + tempo) * _phases, _phases));
        }
    }

    private void Normalise()
    {
        var sum = 0.0;
        foreach (var value in _belief)
        {
            sum += value;
        }

        var factor = 1 / sum;
        for (var i = 0; i < _belief.Length; i++)
        {
            _belief[i] *= factor;
        }
    }

    private void Predict(double step)
    {
        var mixed = Math.Min(0.25, _model.DriftPerSecond * step);
        Array.Clear(_byPhase);
        for (var row = 0; row < Divisions * _tempi; row++)
        {
            var tempo = row % _tempi;
            var into = _next.AsSpan(row * _phases, _phases);
            var from = _belief.AsSpan(row * _phases, _phases);
            for (var phase = 0; phase < _phases; phase++)
            {
                into[phase] = (1 - 2 * mixed) * from[phase];
            }

            if (tempo > 0)
            {
                MixIn(row - 1, _turned[tempo] - _turned[tempo - 1], mixed, into);
            }

            if (tempo < _tempi - 1)
            {
                MixIn(row + 1, _turned[tempo] - _turned[tempo + 1], mixed, into);
            }

            var first = (int)((0.5 / _phases + _turned[tempo]) * _phases);
            for (var phase = 0; phase < _phases; phase++)
            {
                var place = first + phase;
                _byPhase[place >= _phases ? place - _phases : place] += into[phase];
            }
        }

        SumTempi(_next);
        Jump();
    }

    private void MixIn(int other, double shift, double share, Span<double> into)
    {
        var bins = Fraction(shift) * _phases;
        var whole = (int)bins;
        var part = bins - whole;
        var from = _belief.AsSpan(other * _phases, _phases);
        var at = whole >= _phases ? 0 : whole;
        for (var phase = 0; phase < _phases; phase++)
        {
            var after = at + 1 == _phases ? 0 : at + 1;
            into[phase] += share * (from[at] * (1 - part) + from[after] * part);
            at = after;
        }
    }

    // A jump keeps the phase and takes a tempo near by, or begins anew.
    private void Jump()
    {
        var (sum, total) = (0.0, 0.0);
        for (var tempo = 0; tempo < _tempi; tempo++)
        {
            total += _byTempo[tempo];
            var value = _kernel[0] * _byTempo[tempo];
            for (var away = 1; away < _kernel.Length; away++)
            {
                value += _kernel[away] * ((tempo >= away ? _byTempo[tempo - away] : 0)
                    + (tempo + away < _tempi ? _byTempo[tempo + away] : 0));
            }

            _near[tempo] = value;
            sum += value;
        }

        var stay = (1 - _model.Jump) / total;
        for (var tempo = 0; tempo < _tempi; tempo++)
        {
            var near = _model.Jump * _model.JumpNear * _near[tempo] / sum / total / Divisions;
            var anew = _model.Jump * (1 - _model.JumpNear) * _prior[tempo] / _phases / Divisions;
            var straight = _next.AsSpan(tempo * _phases, _phases);
            var triple = _next.AsSpan((_tempi + tempo) * _phases, _phases);
            var first = (int)((0.5 / _phases + _turned[tempo]) * _phases);
            for (var phase = 0; phase < _phases; phase++)
            {
                var place = first + phase;
                var jump = near * _byPhase[place >= _phases ? place - _phases : place] + anew;
                var (a, b) = (straight[phase], triple[phase]);
                straight[phase] = stay * (a + _model.Turn * (b - a)) + jump;
                triple[phase] = stay * (b + _model.Turn * (a - b)) + jump;
            }
        }

        (_belief, _next) = (_next, _belief);
    }
}
