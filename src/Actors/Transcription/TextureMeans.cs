namespace Antiphon.Transcription;

/// <summary>Means of what a sound is like, over a while; at first, what is usual.</summary>
/// <param name="seconds">After which a third is still remembered.</param>
/// <param name="usual">What is usual weighs so much against a whole memory.</param>
/// <remarks>Not thread-safe; allocates nothing.</remarks>
internal sealed class TextureMeans(double seconds, double usual)
{
    /// <summary>Tones are where they were 53 ms ago.</summary>
    public const int Steady = 0;

    /// <summary>They are rather a little beside.</summary>
    public const int Glide = 1;

    /// <summary>They are where they were 107 ms ago.</summary>
    public const int LongSteady = 2;

    /// <summary>Tones stand out.</summary>
    public const int Tonal = 3;

    /// <summary>Above 3 kHz there is more than below.</summary>
    public const int Bright = 4;

    /// <summary>The loudness changes, tens of dB.</summary>
    public const int Change = 5;

    /// <summary>Other keys sound than 53 ms ago.</summary>
    public const int Restless = 6;

    /// <summary>Keys sound perhaps.</summary>
    public const int Doubt = 7;

    /// <summary>Partials lie on keys; with <see cref="Sine"/>.</summary>
    public const int Cosine = 8;

    /// <summary>Partials lie beside keys.</summary>
    public const int Sine = 9;

    /// <summary>How many they are.</summary>
    public const int Count = 10;

    // Halfway between music and speech.
    private static readonly double[] Usual =
        [0.7, 0.04, 0.58, 0.5, -0.43, 0.38, 0.49, 0.34, 0.24, 0];

    private readonly double _kept = Math.Exp(-1 / (75 * seconds));
    private readonly double[] _sums = new double[Count];
    private double _weight;

    /// <summary>The mean of one of them.</summary>
    public double this[int which] =>
        (_sums[which] + usual * Usual[which]) / (_weight + usual);

    /// <summary>How much of a memory there is, 0…1.</summary>
    public double Known => _weight;

    /// <summary>How far all partials lie on the same side of keys, 0…1.</summary>
    public double OnKeys => Math.Sqrt(this[Cosine] * this[Cosine] + this[Sine] * this[Sine]);

    /// <summary>Takes in a frame that is loud enough.</summary>
    public void Hear(ReadOnlySpan<double> frame)
    {
        for (var i = 0; i < Count; i++)
        {
            _sums[i] = _kept * _sums[i] + (1 - _kept) * frame[i];
        }

        _weight = _kept * _weight + (1 - _kept);
    }

    /// <summary>Forgets what it heard.</summary>
    public void Reset()
    {
        Array.Clear(_sums);
        _weight = 0;
    }
}
