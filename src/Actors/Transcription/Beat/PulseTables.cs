namespace Antiphon.Transcription;

/// <summary>
/// How likely an attack is at each place of a beat, for each period: the filter's correction.
/// </summary>
/// <remarks>Not thread-safe; allocates nothing once made.</remarks>
internal sealed class PulseTables
{
    private const int Finer = 4;

    // How likely an attack is at a place of which nothing is known.
    private const double Unknown = 0.3;

    private readonly int _places;
    private readonly float[] _on;
    private readonly float[] _straight;
    private readonly float[] _triple;
    private readonly double[] _cover;
    private readonly double _elsewhere;

    public PulseTables(PulseModel model, ReadOnlySpan<double> periods)
    {
        _places = model.Phases * Finer;
        _elsewhere = model.Elsewhere;
        _on = new float[periods.Length * _places];
        _straight = new float[_on.Length];
        _triple = new float[_on.Length];
        _cover = new double[periods.Length];
        for (var tempo = 0; tempo < periods.Length; tempo++)
        {
            var period = periods[tempo];
            _cover[tempo] = Math.Pow(period / 0.5, model.Coverage);
            for (var place = 0; place < _places; place++)
            {
                double Near(double at)
                {
                    var off = (double)place / _places - at;
                    off = (off - Math.Round(off)) * period / model.SpreadSeconds;
                    return (1 - model.Elsewhere) * Math.Exp(-0.5 * off * off);
                }

                var i = tempo * _places + place;
                _on[i] = (float)Near(0);
                _straight[i] = (float)Math.Max(
                    model.Half * Near(0.5),
                    model.Quarter * Math.Max(Near(0.25), Near(0.75)));
                _triple[i] = (float)Math.Max(
                    model.Third * Near(2.0 / 3), model.Second * Near(1.0 / 3));
            }
        }
    }

    /// <summary>Multiplies one period's beliefs by how likely the attack is there.</summary>
    /// <param name="tempo">Which period.</param>
    /// <param name="shift">Where the first phase is, 0…1.</param>
    /// <param name="parts">How likely the parts of a beat are, 1 as usual.</param>
    /// <param name="weight">How likely there was such an attack at all, 0…1.</param>
    public void Correct(
        int tempo,
        double shift,
        double parts,
        double weight,
        Span<double> straight,
        Span<double> triple)
    {
        var place = (int)(shift * _places + 0.5 * Finer) % _places;
        var row = tempo * _places;
        var cover = _cover[tempo];
        var part = (float)parts;
        var unknown = (1 - weight) * Unknown;
        for (var phase = 0; phase < straight.Length; phase++)
        {
            var i = row + place;
            var a = cover * (_elsewhere + Math.Max(_on[i], part * _straight[i]));
            var b = cover * (_elsewhere + Math.Max(_on[i], part * _triple[i]));
            straight[phase] *= unknown + weight * a;
            triple[phase] *= unknown + weight * b;
            place += Finer;
            place = place >= _places ? place - _places : place;
        }
    }
}
