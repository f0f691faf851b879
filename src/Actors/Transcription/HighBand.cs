namespace Antiphon.Transcription;

/// <summary>
/// Power of a sound above 6.5 kHz, in blocks of 6.7 ms: how what was struck rings. The ear's own
/// bands hear through 67 ms, in which a closed hat comes and goes.
/// </summary>
/// <remarks>Not thread-safe; allocates nothing.</remarks>
internal sealed class HighBand
{
    /// <summary>Samples of a block: half a frame's hop.</summary>
    public const int BlockSamples = 160;

    private const int Kept = 256;
    private const double EdgeHz = 6_500;

    // The two sections of a Butterworth filter of order 4.
    private readonly Biquad _first = Biquad.HighPass(EdgeHz, 0.54119610014619701);
    private readonly Biquad _second = Biquad.HighPass(EdgeHz, 1.3065629648763766);
    private readonly double[] _powers = new double[Kept];

    /// <summary>Blocks heard; the next has this number.</summary>
    public long Blocks { get; private set; }

    /// <summary>Hears whole blocks, 24 kHz.</summary>
    public void Hear(ReadOnlySpan<float> samples)
    {
        for (; samples.Length >= BlockSamples; samples = samples[BlockSamples..])
        {
            var sum = 0.0;
            foreach (var sample in samples[..BlockSamples])
            {
                var high = _second.Next(_first.Next(sample));
                sum += high * high;
            }

            _powers[(int)(Blocks % Kept)] = sum / BlockSamples;
            Blocks++;
        }
    }

    /// <summary>Mean power of blocks first … end − 1; 0 where nothing was heard.</summary>
    public double Mean(long first, long end)
    {
        var sum = 0.0;
        for (var block = first; block < end; block++)
        {
            sum += PowerOf(block);
        }

        return sum / (end - first);
    }

    /// <summary>The most power that one of blocks first … end − 1 has.</summary>
    public double Most(long first, long end)
    {
        var most = 0.0;
        for (var block = first; block < end; block++)
        {
            most = Math.Max(most, PowerOf(block));
        }

        return most;
    }

    /// <summary>Forgets what it heard.</summary>
    public void Reset()
    {
        Array.Clear(_powers);
        _first.Reset();
        _second.Reset();
        Blocks = 0;
    }

    private double PowerOf(long block) =>
        block < 0 || block >= Blocks || block < Blocks - Kept ? 0 : _powers[(int)(block % Kept)];
}
