using System.Numerics;
using System.Runtime.Intrinsics;

namespace Antiphon.Signal;

/// <summary>FFT of a real signal whose length is a power of two from 32.</summary>
/// <remarks>
/// Works on a complex FFT of half the length. Twiddles are computed in double, the sums are single.
/// Source: Cooley, Lewis, Welch, "The Fast Fourier Transform Algorithm: Programming Considerations
/// in the Calculation of Sine, Cosine and Laplace Transforms", J. Sound Vib. 1970.
/// Allocates nothing per call; not thread-safe.
/// </remarks>
/// <typeparam name="T">float, or double where rounding must not show.</typeparam>
public class RealFft<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Half = T.CreateChecked(0.5);

    private readonly ComplexFft<T> _fft;
    private readonly T[] _twiddleRe, _twiddleIm;

    /// <param name="size">Samples per transform: a power of two from 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">Any other size.</exception>
    public RealFft(int size)
    {
        _fft = new ComplexFft<T>(size / 2);
        Size = size;
        (_twiddleRe, _twiddleIm) = (new T[size / 4], new T[size / 4]);
        for (var k = 0; k < size / 4; k++)
        {
            var (sin, cos) = Math.SinCos(-2 * Math.PI * k / size);
            (_twiddleRe[k], _twiddleIm[k]) = (T.CreateChecked(cos), T.CreateChecked(sin));
        }
    }

    /// <summary>Samples per transform.</summary>
    public int Size { get; }

    /// <summary>Bins per transform, from 0 Hz to half the sample rate: size / 2 + 1.</summary>
    public int Bins => Size / 2 + 1;

    /// <summary>X[k] = Σ x[n] e^(−2πi kn/size).</summary>
    /// <param name="signal">[size] samples.</param>
    /// <param name="re">Receives [bins] real parts.</param>
    /// <param name="im">Receives [bins] imaginary parts.</param>
    public void Forward(ReadOnlySpan<T> signal, Span<T> re, Span<T> im)
    {
        CheckLengths(signal.Length, re.Length, im.Length);
        Deinterleave(signal, _fft.Re, _fft.Im);
        _fft.Forward();
        ReadOnlySpan<T> zr = _fft.Re, zi = _fft.Im;
        var half = Size / 2;
        (re[0], im[0]) = (zr[0] + zi[0], T.Zero);
        (re[half], im[half]) = (zr[0] - zi[0], T.Zero);
        (re[half / 2], im[half / 2]) = (zr[half / 2], -zi[half / 2]);
        var (k, lanes) = (1, Vector128<T>.Count);
        for (; k + lanes <= half / 2; k += lanes)
        {
            var n = half - k - lanes + 1;
            var (a, b) = (Vector128.Create(zr[k..]), Vector128.Create(zi[k..]));
            var (c, d) = (Reversed(zr[n..]), Reversed(zi[n..]));
            var (er, ei) = ((a + c) * Half, (b - d) * Half);
            var (qr, qi) = ((b + d) * Half, (c - a) * Half);
            var wr = Vector128.Create(_twiddleRe, k);
            var wi = Vector128.Create(_twiddleIm, k);
            var (tr, ti) = (qr * wr - qi * wi, qr * wi + qi * wr);
            (er + tr).CopyTo(re[k..]);
            (ei + ti).CopyTo(im[k..]);
            Lanes.Reverse(er - tr).CopyTo(re[n..]);
            Lanes.Reverse(ti - ei).CopyTo(im[n..]);
        }

        for (; k < half / 2; k++)
        {
            var n = half - k;
            var (er, ei) = ((zr[k] + zr[n]) * Half, (zi[k] - zi[n]) * Half);
            var (qr, qi) = ((zi[k] + zi[n]) * Half, (zr[n] - zr[k]) * Half);
            var tr = qr * _twiddleRe[k] - qi * _twiddleIm[k];
            var ti = qr * _twiddleIm[k] + qi * _twiddleRe[k];
            (re[k], im[k]) = (er + tr, ei + ti);
            (re[n], im[n]) = (er - tr, ti - ei);
        }
    }

    /// <summary>x[n] = 1/size Σ X[k] e^(+2πi kn/size): undoes <see cref="Forward"/>.</summary>
    /// <param name="re">[bins] real parts.</param>
    /// <param name="im">[bins] imaginary parts; 0 in the first and last bin.</param>
    /// <param name="signal">Receives [size] samples.</param>
    public void Inverse(ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> signal)
    {
        CheckLengths(signal.Length, re.Length, im.Length);
        Span<T> zr = _fft.Re, zi = _fft.Im;
        var half = Size / 2;
        var scale = T.One / T.CreateChecked(Size);
        var twice = scale + scale;
        (zr[0], zi[0]) = ((re[0] + re[half]) * scale, (re[0] - re[half]) * scale);
        (zr[half / 2], zi[half / 2]) = (twice * re[half / 2], -twice * im[half / 2]);
        var (k, lanes) = (1, Vector128<T>.Count);
        for (; k + lanes <= half / 2; k += lanes)
        {
            var n = half - k - lanes + 1;
            var (a, b) = (Vector128.Create(re[k..]), Vector128.Create(im[k..]));
            var (c, d) = (Reversed(re[n..]), Reversed(im[n..]));
            var (er, ei) = ((a + c) * scale, (b - d) * scale);
            var (tr, ti) = ((a - c) * scale, (b + d) * scale);
            var wr = Vector128.Create(_twiddleRe, k);
            var wi = Vector128.Create(_twiddleIm, k);
            var (qr, qi) = (tr * wr + ti * wi, ti * wr - tr * wi);
            (er - qi).CopyTo(zr[k..]);
            (ei + qr).CopyTo(zi[k..]);
            Lanes.Reverse(er + qi).CopyTo(zr[n..]);
            Lanes.Reverse(qr - ei).CopyTo(zi[n..]);
        }

        for (; k < half / 2; k++)
        {
            var n = half - k;
            var (er, ei) = ((re[k] + re[n]) * scale, (im[k] - im[n]) * scale);
            var (tr, ti) = ((re[k] - re[n]) * scale, (im[k] + im[n]) * scale);
            var qr = tr * _twiddleRe[k] + ti * _twiddleIm[k];
            var qi = ti * _twiddleRe[k] - tr * _twiddleIm[k];
            (zr[k], zi[k]) = (er - qi, ei + qr);
            (zr[n], zi[n]) = (er + qi, qr - ei);
        }

        _fft.Inverse();
        Interleave(_fft.Re, _fft.Im, signal);
    }

    private void CheckLengths(int samples, int re, int im)
    {
        if (samples != Size || re < Bins || im < Bins)
        {
            throw new ArgumentException($"Needs {Size} samples and room for {Bins} bins.");
        }
    }

    private static Vector128<T> Reversed(ReadOnlySpan<T> from) =>
        Lanes.Reverse(Vector128.Create(from));

    private static void Deinterleave(ReadOnlySpan<T> signal, Span<T> even, Span<T> odd)
    {
        for (var n = 0; n < even.Length; n += Vector128<T>.Count)
        {
            var both = Lanes.Deinterleave(Vector256.Create(signal[(2 * n)..]));
            both.GetLower().CopyTo(even[n..]);
            both.GetUpper().CopyTo(odd[n..]);
        }
    }

    private static void Interleave(ReadOnlySpan<T> even, ReadOnlySpan<T> odd, Span<T> signal)
    {
        for (var n = 0; n < even.Length; n += Vector128<T>.Count)
        {
            Lanes.Interleave(Vector128.Create(even[n..]), Vector128.Create(odd[n..]))
                .CopyTo(signal[(2 * n)..]);
        }
    }
}

/// <summary>The FFT of a real signal in single precision.</summary>
/// <param name="size">Samples per transform: a power of two from 32.</param>
/// <exception cref="ArgumentOutOfRangeException">Any other size.</exception>
public sealed class RealFft(int size) : RealFft<float>(size);
