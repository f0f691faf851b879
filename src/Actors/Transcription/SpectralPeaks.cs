namespace Antiphon.Transcription;

/// <summary>
/// What stands out of the bands of the newest frames, and how far it stays where it was: tones
/// stay, a voice that speaks glides, noise is never twice the same.
/// </summary>
/// <remarks>Not thread-safe; allocates nothing.</remarks>
internal sealed class SpectralPeaks
{
    /// <summary>Bands of a frame.</summary>
    public const int Bands = 306;

    /// <summary>Frames that are kept: a frame can be held against the 8th before it.</summary>
    public const int Kept = 9;

    // Peaks are compared where partials of every voice lie, and windows are short: 220 Hz to 3 kHz.
    private const int First = 111;
    private const int End = 249;

    // A band stands out of itself and its six neighbours on each side: four semitones.
    private const int Around = 6;
    private const float Least = 1e-2f;

    private readonly float[] _fronts = new float[Kept * Bands];
    private readonly float[] _peaks = new float[Kept * Bands];
    private readonly float[] _sizes = new float[Kept];
    private long _frame = -1;

    /// <summary>Log power of the bands, newest first.</summary>
    public ReadOnlySpan<float> Front(int back) => _fronts.AsSpan(Row(back) * Bands, Bands);

    /// <summary>How far each band stands out, 0 and more.</summary>
    public ReadOnlySpan<float> Newest => _peaks.AsSpan(Row(0) * Bands, Bands);

    /// <summary>Hears a frame.</summary>
    /// <param name="front">As <see cref="IEar.Front"/> gives it.</param>
    public void Hear(ReadOnlySpan<float> front)
    {
        _frame++;
        var row = Row(0);
        front.CopyTo(_fronts.AsSpan(row * Bands, Bands));
        var peaks = _peaks.AsSpan(row * Bands, Bands);
        var sum = 0f;
        for (var by = -Around; by <= Around; by++)
        {
            sum += front[Math.Max(0, by)];
        }

        for (var band = 0; band < Bands; band++)
        {
            peaks[band] = Math.Max(0, front[band] - sum / (2 * Around + 1));
            sum += front[Math.Min(Bands - 1, band + Around + 1)]
                - front[Math.Max(0, band - Around)];
        }

        var square = 0f;
        foreach (var peak in peaks[First..End])
        {
            square += peak * peak;
        }

        _sizes[row] = MathF.Sqrt(square);
    }

    /// <summary>How far the newest peaks are those of an earlier frame, moved: 0…1.</summary>
    /// <param name="back">Frames, 1…8.</param>
    /// <param name="bands">Downwards, that the earlier ones are looked for.</param>
    public float Likeness(int back, int bands)
    {
        if (back > _frame)
        {
            return 0;
        }

        var newest = Newest[First..End];
        var before = _peaks.AsSpan(Row(back) * Bands + First + bands, End - First);
        var sum = 0f;
        for (var band = 0; band < newest.Length; band++)
        {
            sum += newest[band] * before[band];
        }

        return sum / (_sizes[Row(0)] * _sizes[Row(back)] + Least);
    }

    /// <summary>Forgets what it heard.</summary>
    public void Reset()
    {
        Array.Clear(_fronts);
        Array.Clear(_peaks);
        Array.Clear(_sizes);
        _frame = -1;
    }

    private int Row(int back) => (int)((_frame - back + 2 * Kept) % Kept);
}
