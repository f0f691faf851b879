using Antiphon.Signal;

namespace Antiphon.Transcription;

/// <summary>
/// What the sound of the last seconds is like: whether tones stay where they are and lie on keys,
/// how restless it is, how long notes lasted. By this a note is told from a syllable, and a drum
/// from a clap among a hundred.
/// </summary>
/// <remarks>
/// Means over half a second and over three of what was loud enough; before that, what is usual.
/// Not thread-safe; allocates nothing.
/// </remarks>
internal sealed class HeardTexture
{
    private const int Lag = 4;
    private const int LongLag = 8;
    private const int Keys = EarFrame.Keys;
    private const double FramesPerSecond = 75;
    private const float LoudRangeDb = 25;
    private const float PeakFallDb = 6 / 75f;
    private const float MostRiseDb = 30;
    private const double BriefSeconds = 0.16;
    private const int HighBands = 240;
    private const int MiddleBands = 60;
    private const int MiddleBandsEnd = 200;
    private const int PeakBands = 108;
    private const int PeakBandsEnd = 252;

    private static readonly double NoteKept = Math.Exp(-1 / (FramesPerSecond * 3));

    private readonly SpectralPeaks _peaks = new();
    private readonly float[] _sounding = new float[(Lag + 1) * Keys];
    private readonly float[] _loudness = new float[Lag + 1];
    private readonly double[] _now = new double[TextureMeans.Count];
    private float _peakDb;
    private double _began;
    private double _brief;
    private double _hits;
    private double _sureness;
    private long _frame;

    /// <summary>Is told what each judge judged by; null but where judges are taught.</summary>
    public IJudgeWitness? Witness { get; set; }

    /// <summary>Means over half a second.</summary>
    public TextureMeans Short { get; } = new(0.5, 0.36);

    /// <summary>Means over three seconds.</summary>
    public TextureMeans Long { get; } = new(3, 0.06);

    /// <summary>What stands out of the newest frames.</summary>
    public SpectralPeaks Peaks => _peaks;

    /// <summary>How far tones have stayed where they were 53 ms ago, 0…1.</summary>
    public double Steady => _now[TextureMeans.Steady];

    /// <summary>How much better they agree when moved by up to a semitone, 0…1.</summary>
    public double Glide => _now[TextureMeans.Glide];

    /// <summary>Keys that sound.</summary>
    public int SoundingKeys { get; private set; }

    /// <summary>Notes of the last three seconds that came up, and that were brief.</summary>
    public (double Began, double Brief) Notes => (_began, _brief);

    /// <summary>Hits of the last three seconds, and the sum of their logits.</summary>
    public (double Count, double Sureness) Hits => (_hits, _sureness);

    /// <summary>How far the sound is below the loudest of the last seconds, dB.</summary>
    public double BelowPeakDb => _peakDb - _loudness[(int)((_frame + Lag) % (Lag + 1))];

    /// <summary>Hears a frame.</summary>
    public void Hear(in EarFrame frame, in SemitoneCircle circle)
    {
        _peaks.Hear(frame.Front);
        Listen(frame, circle);
        _began *= NoteKept;
        _brief *= NoteKept;
        _hits *= NoteKept;
        _sureness *= NoteKept;
        _peakDb = Math.Max(frame.LoudnessDb, _peakDb - PeakFallDb);
        if (frame.Awake && frame.LoudnessDb > _peakDb - LoudRangeDb)
        {
            Short.Hear(_now);
            Long.Hear(_now);
        }

        _frame++;
    }

    /// <summary>What may be a note came up.</summary>
    public void Began() => _began++;

    /// <summary>What may be a drum was hit, so sure as a logit.</summary>
    public void Struck(float logit) => (_hits, _sureness) = (_hits + 1, _sureness + logit);

    /// <summary>It ended.</summary>
    public void Ended(double seconds) => _brief += seconds < BriefSeconds ? 1 : 0;

    /// <summary>Forgets what it heard.</summary>
    public void Reset()
    {
        _peaks.Reset();
        Array.Clear(_sounding);
        Array.Fill(_loudness, Decibels.Floor);
        Array.Clear(_now);
        Short.Reset();
        Long.Reset();
        (_began, _brief, _hits, _sureness) = (0, 0, 0, 0);
        (_frame, _peakDb, SoundingKeys) = (0, Decibels.Floor, 0);
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private void Listen(in EarFrame frame, in SemitoneCircle circle)
    {
        var steady = _peaks.Likeness(Lag, 0);
        var moved = steady;
        for (var bands = -3; bands <= 3; bands++)
        {
            moved = Math.Max(moved, _peaks.Likeness(Lag, bands));
        }

        var at = (int)(_frame % (Lag + 1));
        var before = (int)((_frame + 1) % (Lag + 1));
        _loudness[at] = frame.LoudnessDb;
        var (restless, doubt) = Keyboard(frame.Notes, at, before);
        _now[TextureMeans.Steady] = steady;
        _now[TextureMeans.Glide] = moved - steady;
        _now[TextureMeans.LongSteady] = _peaks.Likeness(LongLag, 0);
        _now[TextureMeans.Tonal] = 4 * Mean(_peaks.Newest[PeakBands..PeakBandsEnd]);
        _now[TextureMeans.Bright] =
            Mean(frame.Front[HighBands..]) - Mean(frame.Front[MiddleBands..MiddleBandsEnd]);
        _now[TextureMeans.Change] =
            Math.Min(MostRiseDb, Math.Abs(frame.LoudnessDb - _loudness[before])) / 10;
        _now[TextureMeans.Restless] = restless;
        _now[TextureMeans.Doubt] = doubt;
        var weight = circle.Weight + 1e-9;
        _now[TextureMeans.Cosine] = circle.Cosine / weight;
        _now[TextureMeans.Sine] = circle.Sine / weight;
    }

    private (double Restless, double Doubt) Keyboard(ReadOnlySpan<float> notes, int at, int before)
    {
        float change = 0, sum = 0;
        int perhaps = 0, doubtful = 0;
        SoundingKeys = 0;
        for (var key = 0; key < Keys; key++)
        {
            var sounds = EarFrame.Probability(notes[key]);
            _sounding[at * Keys + key] = sounds;
            change += Math.Abs(sounds - _sounding[before * Keys + key]);
            sum += sounds;
            SoundingKeys += sounds > 0.5f ? 1 : 0;
            perhaps += sounds > 0.18f ? 1 : 0;
            doubtful += sounds is > 0.18f and < 0.82f ? 1 : 0;
        }

        return (change / (sum + 0.5), doubtful / (1.0 + perhaps));
    }
}
