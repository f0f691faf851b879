namespace Antiphon.Signal;

/// <summary>
/// The low-pass filter of a rational resampler, one row of coefficients for each place an output
/// sample can take between two input samples.
/// </summary>
/// <remarks>
/// A sinc under a Kaiser window (β = 12, 64 zero crossings of the slower rate to either side,
/// cut-off at 0.9536 of the slower Nyquist frequency): stop band below −118 dB. Each row sums to
/// one, so that a constant stays that constant.
/// Source: Smith, "Digital Audio Resampling", CCRMA 1984; Kaiser, "Nonrecursive digital filter
/// design using the I0-sinh window function", ISCAS 1974.
/// </remarks>
internal sealed class PolyphaseFilter
{
    /// <summary>The numbers that shape the filter, for the perception contract.</summary>
    public const string Design = "kaiser beta 12, 64 zero crossings, cut-off 0.9536";

    /// <summary>Coefficients a table may hold (4 MiB); beyond it rows are interpolated.</summary>
    public const int MaxCoefficients = 1 << 20;

    /// <summary>Rows of the table when the exact one would be too large.</summary>
    public const int InterpolatedPhases = 1024;

    private const double Beta = 12.0;
    private const int ZeroCrossings = 64;
    private const double CutoffOfNyquist = 0.9536;
    private const int TapsMultiple = 32;

    private static readonly double s_windowPeak = BesselI0(Beta);
    private static volatile PolyphaseFilter? s_last;

    private readonly float[] _rows;

    /// <param name="up">L: output rate over the common divisor, at least 1.</param>
    /// <param name="down">M: input rate over the common divisor, at least 1.</param>
    private PolyphaseFilter(int up, int down)
    {
        Up = up;
        Down = down;
        var stretch = Math.Max(1.0, (double)down / up);
        var halfWidth = ZeroCrossings * stretch;
        After = ReachAfter(up, down);
        Taps = (2 * After + TapsMultiple - 1) / TapsMultiple * TapsMultiple;
        Interpolates = (long)up * Taps > MaxCoefficients;
        Phases = Interpolates ? InterpolatedPhases : up;
        _rows = new float[(Phases + 1) * Taps];
        for (var phase = 0; phase <= Phases; phase++)
        {
            FillRow(phase, CutoffOfNyquist / stretch, halfWidth);
        }
    }

    /// <summary>
    /// The filter of a ratio; the last one made is remembered, since a table never changes and
    /// recordings of one rate follow each other.
    /// </summary>
    /// <inheritdoc cref="PolyphaseFilter(int, int)"/>
    public static PolyphaseFilter For(int up, int down)
    {
        var last = s_last;
        if (last is null || last.Up != up || last.Down != down)
        {
            s_last = last = new PolyphaseFilter(up, down);
        }

        return last;
    }

    /// <summary>L of the ratio L/M.</summary>
    public int Up { get; }

    /// <summary>M of the ratio L/M.</summary>
    public int Down { get; }

    /// <summary>Places between two input samples that have a row of their own.</summary>
    public int Phases { get; }

    /// <summary>True when the ratio has more places than rows: two rows are then blended.</summary>
    public bool Interpolates { get; }

    /// <summary>Coefficients in a row, a multiple of 32.</summary>
    public int Taps { get; }

    /// <summary>Input samples a row reaches past the input sample before the output.</summary>
    public int After { get; }

    /// <summary><see cref="After"/> of a ratio, without building its table.</summary>
    public static int ReachAfter(int up, int down) =>
        (int)(ZeroCrossings * Math.Max(1.0, (double)down / up)) + 1;

    /// <summary>The coefficients of one place, oldest input sample first.</summary>
    /// <param name="phase">0…<see cref="Phases"/>; the last is the first, one sample on.</param>
    public ReadOnlySpan<float> Row(int phase) => _rows.AsSpan(phase * Taps, Taps);

    private void FillRow(int phase, double cutoff, double halfWidth)
    {
        Span<double> row = new double[Taps];
        var sum = 0.0;
        for (var tap = 0; tap < Taps; tap++)
        {
            var distance = (double)phase / Phases - (After - Taps + 1 + tap);
            row[tap] = Sinc(cutoff * distance) * Kaiser(distance / halfWidth);
            sum += row[tap];
        }

        for (var tap = 0; tap < Taps; tap++)
        {
            _rows[phase * Taps + tap] = (float)(row[tap] / sum);
        }
    }

    private static double Sinc(double x) =>
        Math.Abs(x) < 1e-12 ? 1.0 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Kaiser(double x) =>
        Math.Abs(x) > 1.0 ? 0.0 : BesselI0(Beta * Math.Sqrt(1.0 - x * x)) / s_windowPeak;

    private static double BesselI0(double x)
    {
        double sum = 1.0, term = 1.0;
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
