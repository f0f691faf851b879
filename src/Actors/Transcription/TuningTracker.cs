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
internal sealed class TuningTracker
{
    private const int BandsPerSemitone = 3;

    // Half of what was gathered is forgotten in 4 s of sound.
    private const double KeptPerFrame = 0.99770;

    // A second of sound is enough to begin with.
    private const double EnoughFrames = 60;
    private const double LeaveTurns = 0.23;
    private const double SureEnough = 0.1;

    // So is less, where it agrees well.
    private const double SoonFrames = 20;
    private const double SureSoon = 0.27;

    // Beyond, a quarter-tone up is as good as one down.
    private const double EdgeCents = 45;

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
    public bool IsSure => (_frames >= EnoughFrames && Sureness >= SureEnough)
        || (_frames >= SoonFrames && Sureness >= SureSoon);

    /// <summary>Hears one frame.</summary>
    public void Hear(in SemitoneCircle frame)
    {
        if (frame.Weight <= 0)
        {
            return;
        }

        _cosine = _cosine * KeptPerFrame + frame.Cosine;
        _sine = _sine * KeptPerFrame + frame.Sine;
        _weight = _weight * KeptPerFrame + frame.Weight;
        _frames = _frames * KeptPerFrame + 1;
        Decide();
    }

    /// <summary>Forgets what it heard.</summary>
    public void Reset()
    {
        (_cosine, _sine, _weight, _frames) = (0, 0, 0, 0);
        Bands = 0;
    }

    private void Decide()
    {
        if (!IsSure)
        {
            return;
        }

        var off = Cents / 100 - (double)Bands / BandsPerSemitone;
        if (Math.Abs(Cents) > EdgeCents)
        {
            off -= Math.Round(off);
        }

        if (Math.Abs(off) > LeaveTurns)
        {
            Bands = (int)Math.Round(Cents / 100 * BandsPerSemitone);
        }
    }
}
