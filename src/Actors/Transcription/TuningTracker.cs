namespace Antiphon.Transcription;

/// <summary>
/// Says by how many thirds of a semitone the music lies above concert pitch, from where the power
/// of its partials lies between the keys: −1, 0 or 1.
/// </summary>
/// <remarks>
/// Power is gathered around the circle of one semitone, three bands a turn, and forgotten slowly
/// while something sounds. A tuning is left only when the music lies clearly elsewhere, so that
/// one bent note changes nothing. Not thread-safe; allocates nothing.
/// </remarks>
public sealed class TuningTracker
{
    private const int FirstBand = 60;
    private const int EndBand = 270;
    private const int BandsPerSemitone = 3;
    private const double Silence = -1.2;

    // Half of what was gathered is forgotten in 4 s of sound.
    private const double KeptPerFrame = 0.99770;

    // A second of sound is enough to begin with.
    private const double EnoughFrames = 60;
    private const double LeaveTurns = 0.23;
    private const double SureEnough = 0.1;

    private double _cosine;
    private double _sine;
    private double _weight;
    private double _frames;

    /// <summary>The tuning to hear with, in bands.</summary>
    public int Bands { get; private set; }

    /// <summary>Where the music lies, cents above concert pitch, −50…50.</summary>
    public double Cents => Math.Atan2(_sine, _cosine) / Math.Tau * 100;

    /// <summary>How much of the power agrees on that, 0…1.</summary>
    public double Sureness => _weight > 0
        ? Math.Sqrt(_cosine * _cosine + _sine * _sine) / _weight
        : 0;

    /// <summary>Enough was heard, and enough of it agrees.</summary>
    public bool IsSure => _frames >= EnoughFrames && Sureness >= SureEnough;

    /// <summary>Hears one frame.</summary>
    /// <param name="front">Log power of the bands, as <see cref="IEar.Front"/> gives it.</param>
    /// <param name="tuned">The tuning that the ear heard it with, in bands.</param>
    public void Hear(ReadOnlySpan<float> front, int tuned)
    {
        double even = 0, third = 0, twoThirds = 0;
        for (var band = FirstBand; band < EndBand; band += BandsPerSemitone)
        {
            even += Share(front[band]);
            third += Share(front[band + 1]);
            twoThirds += Share(front[band + 2]);
        }

        var weight = even + third + twoThirds;
        if (weight <= 0)
        {
            return;
        }

        var cosine = even - (third + twoThirds) / 2;
        var sine = (third - twoThirds) * 0.8660254037844386;
        var turn = Math.Tau / BandsPerSemitone * tuned;
        var (sin, cos) = Math.SinCos(turn);
        _cosine = _cosine * KeptPerFrame + cosine * cos - sine * sin;
        _sine = _sine * KeptPerFrame + sine * cos + cosine * sin;
        _weight = _weight * KeptPerFrame + weight;
        _frames = _frames * KeptPerFrame + 1;
        Decide();
    }

    /// <summary>Forgets what it heard.</summary>
    public void Reset()
    {
        (_cosine, _sine, _weight, _frames) = (0, 0, 0, 0);
        Bands = 0;
    }

    private static double Share(float log) =>
        log <= Silence ? 0 : Math.Pow(10, 2 * (log - 1.25));

    private void Decide()
    {
        if (!IsSure)
        {
            return;
        }

        var off = Math.Atan2(_sine, _cosine) / Math.Tau - (double)Bands / BandsPerSemitone;
        off -= Math.Round(off);
        if (Math.Abs(off) > LeaveTurns)
        {
            Bands = (int)Math.Round(Cents / 100 * BandsPerSemitone);
        }
    }
}
