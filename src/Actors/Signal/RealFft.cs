using System.Numerics;

namespace Antiphon.Signal;

/// <summary>The Fourier transform of real signals whose length is a power of two.</summary>
/// <remarks>
/// A complex transform of half the length (radix 2, Stockham's self-sorting order) and a pass that
/// splits it. Twiddles are computed in double and kept in float. Allocates nothing per call; not
/// thread-safe. Source: Swarztrauber, "FFT algorithms for vector computers", 1984.
/// </remarks>
public sealed class RealFft
{
    private readonly int _half;
    private readonly float[][] _stageCos;
    private readonly float[][] _stageSin;
    private readonly float[] _splitCos;
    private readonly float[] _splitSin;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _otherRe;
    private readonly float[] _otherIm;

    /// <param name="size">Samples of a transform: a power of two, from 4.</param>
    public RealFft(int size)
    {
        if (size < 4 || !BitOperations.IsPow2(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), "a power of two from 4 is needed");
        }

        Size = size;
        _half = size / 2;
        var stages = BitOperations.Log2((uint)_half);
        _stageCos = new float[stages][];
        _stageSin = new float[stages][];
        for (var stage = 0; stage < stages; stage++)
        {
            (_stageCos[stage], _stageSin[stage]) = Twiddles(_half >> (stage + 1), _half >> stage);
        }

        (_splitCos, _splitSin) = Twiddles(_half / 2 + 1, size);
        _re = new float[_half];
        _im = new float[_half];
        _otherRe = new float[_half];
        _otherIm = new float[_half];
    }

    /// <summary>Samples of a transform.</summary>
    public int Size { get; }

    /// <summary>Bins of a spectrum: size / 2 + 1.</summary>
    public int Bins => _half + 1;

    /// <summary>Transforms [size] samples into [bins] complex numbers, unscaled.</summary>
    public void Forward(ReadOnlySpan<float> samples, Span<float> re, Span<float> im)
    {
        for (var i = 0; i < _half; i++)
        {
            _re[i] = samples[2 * i];
            _im[i] = samples[2 * i + 1];
        }

        var (zRe, zIm) = Transform();
        (re[0], im[0]) = (zRe[0] + zIm[0], 0);
        (re[_half], im[_half]) = (zRe[0] - zIm[0], 0);
        for (var k = 1; k <= _half / 2; k++)
        {
            var mirror = _half - k;
            var (evenRe, evenIm) = (0.5f * (zRe[k] + zRe[mirror]), 0.5f * (zIm[k] - zIm[mirror]));
            var (oddRe, oddIm) = (0.5f * (zIm[k] + zIm[mirror]), 0.5f * (zRe[mirror] - zRe[k]));
            var (cos, sin) = (_splitCos[k], _splitSin[k]);
            var (turnedRe, turnedIm) = (oddRe * cos + oddIm * sin, oddIm * cos - oddRe * sin);
            (re[k], im[k]) = (evenRe + turnedRe, evenIm + turnedIm);
            (re[mirror], im[mirror]) = (evenRe - turnedRe, turnedIm - evenIm);
        }
    }

    /// <summary>Transforms [bins] complex numbers back into [size] samples; undoes Forward.</summary>
    public void Inverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> samples)
    {
        // The inverse is the forward transform with real and imaginary parts exchanged.
        _im[0] = 0.5f * (re[0] + re[_half]);
        _re[0] = 0.5f * (re[0] - re[_half]);
        for (var k = 1; k <= _half / 2; k++)
        {
            var mirror = _half - k;
            var (evenRe, evenIm) = (0.5f * (re[k] + re[mirror]), 0.5f * (im[k] - im[mirror]));
            var (turnedRe, turnedIm) = (0.5f * (re[k] - re[mirror]), 0.5f * (im[k] + im[mirror]));
            var (cos, sin) = (_splitCos[k], _splitSin[k]);
            var (oddRe, oddIm) = (turnedRe * cos - turnedIm * sin, turnedIm * cos + turnedRe * sin);
            (_im[k], _re[k]) = (evenRe - oddIm, evenIm + oddRe);
            (_im[mirror], _re[mirror]) = (evenRe + oddIm, oddRe - evenIm);
        }

        var (zIm, zRe) = Transform();
        var scale = 1f / _half;
        for (var i = 0; i < _half; i++)
        {
            samples[2 * i] = zRe[i] * scale;
            samples[2 * i + 1] = zIm[i] * scale;
        }
    }

    private static (float[] Cos, float[] Sin) Twiddles(int count, int period)
    {
        var (cos, sin) = (new float[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var (s, c) = Math.SinCos(2 * Math.PI * i / period);
            (cos[i], sin[i]) = ((float)c, (float)s);
        }

        return (cos, sin);
    }

    private (float[] Re, float[] Im) Transform()
    {
        var (fromRe, fromIm, toRe, toIm) = (_re, _im, _otherRe, _otherIm);
        var stride = 1;
        for (var stage = 0; stage < _stageCos.Length; stage++)
        {
            Butterflies(fromRe, fromIm, toRe, toIm, stride, _stageCos[stage], _stageSin[stage]);
            (fromRe, fromIm, toRe, toIm) = (toRe, toIm, fromRe, fromIm);
            stride *= 2;
        }

        return (fromRe, fromIm);
    }

    private void Butterflies(
        float[] fromRe, float[] fromIm, float[] toRe, float[] toIm, int stride, float[] cos, float[] sin)
    {
        var halfWay = _half / 2;
        for (var p = 0; p < cos.Length; p++)
        {
            var (c, s) = (cos[p], sin[p]);
            var (from, to) = (stride * p, stride * 2 * p);
            var q = 0;
            if (stride >= Vector<float>.Count)
            {
                var (wideC, wideS) = (new Vector<float>(c), new Vector<float>(s));
                for (; q < stride; q += Vector<float>.Count)
                {
                    var (aRe, aIm) = (new Vector<float>(fromRe, from + q), new Vector<float>(fromIm, from + q));
                    var bRe = new Vector<float>(fromRe, from + q + halfWay);
                    var bIm = new Vector<float>(fromIm, from + q + halfWay);
                    (aRe + bRe).CopyTo(toRe, to + q);
                    (aIm + bIm).CopyTo(toIm, to + q);
                    var (dRe, dIm) = (aRe - bRe, aIm - bIm);
                    (dRe * wideC + dIm * wideS).CopyTo(toRe, to + q + stride);
                    (dIm * wideC - dRe * wideS).CopyTo(toIm, to + q + stride);
                }
            }

            for (; q < stride; q++)
            {
                var (aRe, aIm) = (fromRe[from + q], fromIm[from + q]);
                var (bRe, bIm) = (fromRe[from + q + halfWay], fromIm[from + q + halfWay]);
                (toRe[to + q], toIm[to + q]) = (aRe + bRe, aIm + bIm);
                var (dRe, dIm) = (aRe - bRe, aIm - bIm);
                (toRe[to + q + stride], toIm[to + q + stride]) = (dRe * c + dIm * s, dIm * c - dRe * s);
            }
        }
    }
}
