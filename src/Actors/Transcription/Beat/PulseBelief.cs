using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>
/// How likely each pulse is: a grid of periods and of places in the beat, once for beats divided
/// in two and once for beats divided in three.
/// </summary>
/// <remarks>
/// Phases turn with their period, so that time alone moves nothing: what is bin <c>j</c> at period
/// <c>k</c> is at phase <c>(j + ½) / phases + turned[k]</c>. Not thread-safe; allocates nothing
/// once made.
/// </remarks>
internal sealed class PulseBelief
{
    /// <summary>Divided in two, in three.</summary>
    public const int Divisions = 2;

    private const int TemposNear = 2;
    private const double PhaseNear = 0.08;
    private const double PhasesAround = 0.12;

    // How many attacks there are to a beat, and one standard deviation of that, octaves.
    private const double AttacksPerBeat = 1.6;
    private const double AttacksWidth = 0.8;

    private readonly double[] _periods;
    private readonly double[] _prior;
    private readonly double[] _turned;
    private readonly double[] _byTempo;
    private readonly double _shortest;

    public PulseBelief(PulseModel model)
    {
        (Tempi, Phases, _shortest) = (model.Tempi, model.Phases, model.ShortestSeconds);
        Step = Math.Log(model.LongestSeconds / model.ShortestSeconds) / (Tempi - 1);
        _periods = new double[Tempi];
        _prior = new double[Tempi];
        _turned = new double[Tempi];
        _byTempo = new double[Tempi];
        Values = new double[Divisions * Tempi * Phases];
        for (var tempo = 0; tempo < Tempi; tempo++)
        {
            _periods[tempo] = model.ShortestSeconds * Math.Exp(Step * tempo);
            _prior[tempo] = Gaussian(
                Math.Log2(_periods[tempo] / model.CentreSeconds) / model.WidthOctaves);
        }

        var sum = _prior.Sum();
        for (var tempo = 0; tempo < Tempi; tempo++)
        {
            _prior[tempo] /= sum;
        }

        Reset();
    }

    /// <summary>How many periods.</summary>
    public int Tempi { get; }

    /// <summary>How many places in a beat.</summary>
    public int Phases { get; }

    /// <summary>From one period to the next: of their logarithm.</summary>
    public double Step { get; }

    /// <summary>Each period, s.</summary>
    public ReadOnlySpan<double> Periods => _periods;

    /// <summary>How likely each period is before anything is heard; their sum is 1.</summary>
    public ReadOnlySpan<double> Prior => _prior;

    /// <summary>How far each period's phases have turned, 0…1.</summary>
    public Span<double> Turned => _turned;

    /// <summary>
    /// The beliefs: division for division, period for period, phase for phase. May be replaced by
    /// an array of the same length.
    /// </summary>
    public double[] Values { get; set; }

    /// <summary>One period's beliefs.</summary>
    public Span<double> Row(int division, int tempo) =>
        Values.AsSpan((division * Tempi + tempo) * Phases, Phases);

    public static double Fraction(double x) => x - Math.Floor(x);

    public static double Gaussian(double x) => Math.Exp(-0.5 * x * x);

    public void Reset()
    {
        Array.Clear(_turned);
        for (var i = 0; i < Values.Length; i++)
        {
            Values[i] = _prior[i / Phases % Tempi] / Phases / Divisions;
        }
    }

    public void Normalise()
    {
        var sum = 0.0;
        foreach (var value in Values)
        {
            sum += value;
        }

        var factor = 1 / sum;
        for (var i = 0; i < Values.Length; i++)
        {
            Values[i] *= factor;
        }
    }

    /// <summary>The share of belief near a pulse's period and place, 0…1.</summary>
    public double In(in PulseEstimate pulse)
    {
        var centre = Math.Log(pulse.Seconds / _shortest) / Step;
        var first = Math.Max(0, (int)Math.Ceiling(centre - TemposNear));
        var last = Math.Min(Tempi - 1, (int)Math.Floor(centre + TemposNear));
        var reach = (int)(PhaseNear * Phases);
        var sum = 0.0;
        for (var tempo = first; tempo <= last; tempo++)
        {
            var straight = Row(0, tempo);
            var triple = Row(1, tempo);
            var middle = (int)Math.Round(
                Fraction(pulse.Phase - _turned[tempo]) * Phases - 0.5);
            for (var off = -reach; off <= reach; off++)
            {
                var bin = (middle + off + Phases) % Phases;
                sum += straight[bin] + triple[bin];
            }
        }

        return sum;
    }

    /// <summary>The most likely pulse.</summary>
    /// <param name="rate">Attacks a second, 0 where unknown.</param>
    public PulseEstimate Best(double rate)
    {
        for (var tempo = 0; tempo < Tempi; tempo++)
        {
            _byTempo[tempo] = 0;
            for (var division = 0; division < Divisions; division++)
            {
                foreach (var value in Row(division, tempo))
                {
                    _byTempo[tempo] += value;
                }
            }
        }

        var (best, most) = (0, -1.0);
        for (var tempo = 0; tempo < Tempi; tempo++)
        {
            var mass = _byTempo[tempo]
                + 0.5 * (tempo > 0 ? _byTempo[tempo - 1] : 0)
                + 0.5 * (tempo < Tempi - 1 ? _byTempo[tempo + 1] : 0);
            if (rate > 0)
            {
                mass *= Gaussian(
                    Math.Log2(rate * _periods[tempo] / AttacksPerBeat) / AttacksWidth);
            }

            (best, most) = mass > most ? (tempo, mass) : (best, most);
        }

        return Around(best);
    }

    // The mean around the best period's best place.
    private PulseEstimate Around(int best)
    {
        var straight = Row(0, best);
        var triple = Row(1, best);
        var (peak, straightSum, tripleSum) = (0, 0.0, 0.0);
        for (var phase = 0; phase < Phases; phase++)
        {
            straightSum += straight[phase];
            tripleSum += triple[phase];
            if (straight[phase] + triple[phase] > straight[peak] + triple[peak])
            {
                peak = phase;
            }
        }

        var centre = Fraction((peak + 0.5) / Phases + _turned[best]);
        var (mass, log, near, moment) = (0.0, 0.0, 0.0, 0.0);
        var last = Math.Min(Tempi - 1, best + TemposNear);
        for (var tempo = Math.Max(0, best - TemposNear); tempo <= last; tempo++)
        {
            mass += _byTempo[tempo];
            log += _byTempo[tempo] * Math.Log(_periods[tempo]);
            straight = Row(0, tempo);
            triple = Row(1, tempo);
            for (var phase = 0; phase < Phases; phase++)
            {
                var off = Fraction((phase + 0.5) / Phases + _turned[tempo]) - centre;
                off -= Math.Round(off);
                if (Math.Abs(off) < PhasesAround)
                {
                    var value = straight[phase] + triple[phase];
                    near += value;
                    moment += value * off;
                }
            }
        }

        return new(
            Math.Exp(log / mass),
            Fraction(centre + (near > 0 ? moment / near : 0)),
            tripleSum > straightSum ? BeatDivision.Triple : BeatDivision.Straight,
            Math.Clamp(near, 0, 1));
    }
}
