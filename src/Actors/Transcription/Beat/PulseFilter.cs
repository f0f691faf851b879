using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>A Bayesian filter over what the pulse may be.</summary>
/// <remarks>
/// The bar pointer of Whiteley, Cemgil and Godsill (2006) on the efficient state space of Krebs,
/// Böck and Widmer (2015), cut to one beat and moved from attack to attack instead of from frame
/// to frame. With <c>x</c> the state — period, place, division — and <c>J</c> the chance of a jump:
/// <code>
/// predict: p(x) ← (1 − J) Σ D(x, x′) p(x′) + J (near · p(place) N(log period) + (1 − near) prior)
/// miss:    p(x) ← p(x) · exp(−m · beats that passed without an attack)
/// correct: p(x) ← p(x) · (E + (1 − E) max over places of a · exp(−½ (d / σ)²)) · (T / ½ s)^c
/// </code>
/// <c>D</c> mixes neighbouring periods at the same place, <c>d</c> is the distance from attack to
/// place in seconds, and <c>a</c> is 1 on the beat and less on its parts; an accented attack
/// lowers it on the parts. Not thread-safe; allocates nothing once made.
/// </remarks>
internal sealed class PulseFilter
{
    private const double MissTolerance = 0.15;
    private const double LongestMiss = 2.5;
    private const double MissedPeriods = 1.1;
    private const int MostMissed = 3;
    private const double LongestStep = 2;
    private const double MostMixed = 0.25;

    private readonly PulseModel _model;
    private readonly PulseBelief _belief;
    private readonly PulseTables _tables;
    private readonly int _tempi;
    private readonly int _phases;
    private readonly double[] _missed = new double[MostMissed + 1];
    private readonly double[] _byPhase;
    private readonly double[] _byTempo;
    private readonly double[] _near;
    private readonly double[] _kernel;
    private double[] _next;

    public PulseFilter(PulseModel model)
    {
        _model = model;
        _belief = new(model);
        _tables = new(model, _belief.Periods);
        (_tempi, _phases) = (model.Tempi, model.Phases);
        _near = new double[_tempi];
        _byTempo = new double[_tempi];
        _byPhase = new double[_phases];
        _next = new double[_belief.Values.Length];
        for (var beats = 0; beats <= MostMissed; beats++)
        {
            _missed[beats] = Math.Exp(-model.Missing * beats);
        }

        _kernel = new double[(int)(2 * model.JumpWidth / _belief.Step) + 1];
        for (var away = 0; away < _kernel.Length; away++)
        {
            _kernel[away] = PulseBelief.Gaussian(away * _belief.Step / model.JumpWidth);
        }
    }

    /// <summary>The newest attack's time, s.</summary>
    public double Now { get; private set; }

    /// <summary>How likely each pulse is, as of the newest attack.</summary>
    public PulseBelief Belief => _belief;

    public void Reset()
    {
        Now = 0;
        _belief.Reset();
    }

    /// <summary>Moves on to an attack and learns from it.</summary>
    /// <param name="seconds">
    /// When; one that is a little older than the newest is learned from where it was.
    /// </param>
    /// <param name="accent">How much more than usual it speaks for a beat, 1 neutral.</param>
    /// <param name="weight">How likely there was such an attack at all, 0…1.</param>
    public void Hear(double seconds, double accent, double weight)
    {
        var step = seconds - Now;
        if (step > 0)
        {
            var turned = _belief.Turned;
            for (var tempo = 0; tempo < _tempi; tempo++)
            {
                turned[tempo] = PulseBelief.Fraction(
                    turned[tempo] + step / _belief.Periods[tempo]);
            }

            Now = seconds;
            Predict(Math.Min(step, LongestStep));
            if (step < LongestMiss)
            {
                Miss(step);
            }
        }

        HearAgain(seconds, accent, weight);
    }

    /// <summary>Learns more of an attack that was heard before.</summary>
    public void HearAgain(double seconds, double accent, double weight)
    {
        var back = Math.Max(0, Now - seconds);
        for (var tempo = 0; tempo < _tempi; tempo++)
        {
            var shift = PulseBelief.Fraction(
                _belief.Turned[tempo] - back / _belief.Periods[tempo]);
            _tables.Correct(
                tempo, shift, 1 / accent, weight, _belief.Row(0, tempo), _belief.Row(1, tempo));
        }

        _belief.Normalise();
    }

    // Beats between the last two attacks without one of their own.
    private void Miss(double step)
    {
        for (var tempo = 0;
            tempo < _tempi && _belief.Periods[tempo] <= MissedPeriods * step;
            tempo++)
        {
            var passed = step / _belief.Periods[tempo];
            var straight = _belief.Row(0, tempo);
            var triple = _belief.Row(1, tempo);
            for (var phase = 0; phase < _phases; phase++)
            {
                var place = PulseBelief.Fraction((phase + 0.5) / _phases + _belief.Turned[tempo]);
                var beats = (int)(Math.Ceiling(place - MissTolerance) - 1
                    - Math.Floor(place - passed + MissTolerance));
                if (beats > 0)
                {
                    var factor = _missed[Math.Min(beats, MostMissed)];
                    straight[phase] *= factor;
                    triple[phase] *= factor;
                }
            }
        }
    }

    private void Predict(double step)
    {
        var mixed = Math.Min(MostMixed, _model.DriftPerSecond * step);
        Array.Clear(_byPhase);
        Array.Clear(_byTempo);
        for (var row = 0; row < PulseBelief.Divisions * _tempi; row++)
        {
            var tempo = row % _tempi;
            var into = _next.AsSpan(row * _phases, _phases);
            var from = _belief.Values.AsSpan(row * _phases, _phases);
            for (var phase = 0; phase < _phases; phase++)
            {
                into[phase] = (1 - 2 * mixed) * from[phase];
            }

            var turned = _belief.Turned;
            if (tempo > 0)
            {
                MixIn(row - 1, turned[tempo] - turned[tempo - 1], mixed, into);
            }

            if (tempo < _tempi - 1)
            {
                MixIn(row + 1, turned[tempo] - turned[tempo + 1], mixed, into);
            }

            var place = (int)(0.5 + turned[tempo] * _phases);
            foreach (var value in into)
            {
                place = place >= _phases ? place - _phases : place;
                _byPhase[place++] += value;
                _byTempo[tempo] += value;
            }
        }

        Jump();
    }

    // Another period's beliefs at the same places, between two bins where they lie between.
    private void MixIn(int row, double shift, double share, Span<double> into)
    {
        var bins = PulseBelief.Fraction(shift) * _phases;
        var at = (int)bins % _phases;
        var part = bins - Math.Floor(bins);
        var from = _belief.Values.AsSpan(row * _phases, _phases);
        for (var phase = 0; phase < _phases; phase++)
        {
            var after = at + 1 == _phases ? 0 : at + 1;
            into[phase] += share * (from[at] * (1 - part) + from[after] * part);
            at = after;
        }
    }

    // A jump keeps the place and takes a period near by, or begins anew.
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
        var toNear = _model.Jump * _model.JumpNear / (sum * total * PulseBelief.Divisions);
        var toAny = _model.Jump * (1 - _model.JumpNear) / (_phases * PulseBelief.Divisions);
        for (var tempo = 0; tempo < _tempi; tempo++)
        {
            var near = toNear * _near[tempo];
            var anew = toAny * _belief.Prior[tempo];
            var straight = _next.AsSpan(tempo * _phases, _phases);
            var triple = _next.AsSpan((_tempi + tempo) * _phases, _phases);
            var place = (int)(0.5 + _belief.Turned[tempo] * _phases);
            for (var phase = 0; phase < _phases; phase++)
            {
                place = place >= _phases ? place - _phases : place;
                var jump = near * _byPhase[place++] + anew;
                var (a, b) = (straight[phase], triple[phase]);
                straight[phase] = stay * (a + _model.Turn * (b - a)) + jump;
                triple[phase] = stay * (b + _model.Turn * (a - b)) + jump;
            }
        }

        (_belief.Values, _next) = (_next, _belief.Values);
    }
}

/// <summary>Where the pulse is: a period, a place in it, and how sure.</summary>
/// <param name="Seconds">From one beat to the next.</param>
/// <param name="Phase">How many beats ago a beat fell, as of the newest attack, 0…1.</param>
/// <param name="Division">How it is divided.</param>
/// <param name="Sureness">Of period and place, 0…1.</param>
internal readonly record struct PulseEstimate(
    double Seconds, double Phase, BeatDivision Division, double Sureness);
