using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Antiphon.Signal;

/// <summary>One self-sorting radix-4 pass of an FFT, with its twiddles.</summary>
internal sealed class Radix4Pass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _quarter;
    private readonly int _stride;
    private readonly T[][] _twiddles;

    /// <param name="length">Length of the sub-transforms to split, a multiple of 4.</param>
    /// <param name="stride">How many of them lie side by side: 1, 4, 16, …</param>
    public Radix4Pass(int length, int stride)
    {
        (_quarter, _stride) = (length / 4, stride);
        _twiddles = new T[6][];
        for (var power = 1; power <= 3; power++)
        {
            var (re, im) = (new T[_quarter], new T[_quarter]);
            for (var p = 0; p < _quarter; p++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * power * p / length);
                (re[p], im[p]) = (T.CreateChecked(cos), T.CreateChecked(sin));
            }

            (_twiddles[2 * power - 2], _twiddles[2 * power - 1]) = (re, im);
        }
    }

    public void Run(T[] fromRe, T[] fromIm, T[] toRe, T[] toIm)
    {
        switch (_stride)
        {
            case 1:
                RunTransposing(fromRe, fromIm, toRe, toIm);
                break;
            case < 16:
                RunNarrow(fromRe, fromIm, toRe, toIm);
                break;
            default:
                RunWide(fromRe, fromIm, toRe, toIm);
                break;
        }
    }

    /// <summary>Stride 1: neighbours side by side; their results are transposed.</summary>
    private void RunTransposing(T[] fromRe, T[] fromIm, T[] toRe, T[] toIm)
    {
        var m = _quarter;
        for (var p = 0; p < m; p += Vector128<T>.Count)
        {
            var (ar, ai) = (Vector128.Create(fromRe, p), Vector128.Create(fromIm, p));
            var (br, bi) = (Vector128.Create(fromRe, p + m), Vector128.Create(fromIm, p + m));
            var (cr, ci) = (
                Vector128.Create(fromRe, p + 2 * m), Vector128.Create(fromIm, p + 2 * m));
            var (dr, di) = (
                Vector128.Create(fromRe, p + 3 * m), Vector128.Create(fromIm, p + 3 * m));
            var (sr, si, tr, ti) = (ar + cr, ai + ci, ar - cr, ai - ci);
            var (ur, ui, vr, vi) = (br + dr, bi + di, br - dr, bi - di);
            var (w1r, w1i) = (Vector128.Create(_twiddles[0], p), Vector128.Create(_twiddles[1], p));
            var (w2r, w2i) = (Vector128.Create(_twiddles[2], p), Vector128.Create(_twiddles[3], p));
            var (w3r, w3i) = (Vector128.Create(_twiddles[4], p), Vector128.Create(_twiddles[5], p));
            var (x1r, x1i) = (tr + vi, ti - vr);
            var (x2r, x2i) = (sr - ur, si - ui);
            var (x3r, x3i) = (tr - vi, ti + vr);
            StoreTransposed(
                sr + ur, x1r * w1r - x1i * w1i, x2r * w2r - x2i * w2i, x3r * w3r - x3i * w3i,
                toRe.AsSpan(4 * p));
            StoreTransposed(
                si + ui, x1r * w1i + x1i * w1r, x2r * w2i + x2i * w2r, x3r * w3i + x3i * w3r,
                toIm.AsSpan(4 * p));
        }
    }

    private static void StoreTransposed(
        Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d, Span<T> to)
    {
        if (typeof(T) == typeof(double))
        {
            Pair(a, b, 0).CopyTo(to);
            Pair(c, d, 0).CopyTo(to[2..]);
            Pair(a, b, 1).CopyTo(to[4..]);
            Pair(c, d, 1).CopyTo(to[6..]);
            return;
        }

        var ab = Lanes.Interleave(a, b).AsDouble();
        var cd = Lanes.Interleave(c, d).AsDouble();
        var low = Vector256.Create(ab.GetLower(), cd.GetLower());
        var high = Vector256.Create(ab.GetUpper(), cd.GetUpper());
        Vector256.Shuffle(low, Vector256.Create(0L, 2, 1, 3)).As<double, T>().CopyTo(to);
        Vector256.Shuffle(high, Vector256.Create(0L, 2, 1, 3)).As<double, T>().CopyTo(to[8..]);
    }

    private static Vector128<T> Pair(Vector128<T> a, Vector128<T> b, int lane) =>
        Vector128.Create(a.AsDouble()[lane], b.AsDouble()[lane]).As<double, T>();

    /// <summary>Stride 4.</summary>
    private void RunNarrow(T[] fromRe, T[] fromIm, T[] toRe, T[] toIm)
    {
        var arm = _quarter * 4;
        for (var lane = 0; lane < arm; lane += Vector128<T>.Count)
        {
            var p = lane / 4;
            var (from, to) = (lane, 16 * p + lane % 4);
            var (ar, ai) = (Vector128.Create(fromRe, from), Vector128.Create(fromIm, from));
            var (br, bi) = (
                Vector128.Create(fromRe, from + arm), Vector128.Create(fromIm, from + arm));
            var (cr, ci) = (
                Vector128.Create(fromRe, from + 2 * arm), Vector128.Create(fromIm, from + 2 * arm));
            var (dr, di) = (
                Vector128.Create(fromRe, from + 3 * arm), Vector128.Create(fromIm, from + 3 * arm));
            var (sr, si, tr, ti) = (ar + cr, ai + ci, ar - cr, ai - ci);
            var (ur, ui, vr, vi) = (br + dr, bi + di, br - dr, bi - di);
            var (x1r, x1i) = (tr + vi, ti - vr);
            var (x2r, x2i) = (sr - ur, si - ui);
            var (x3r, x3i) = (tr - vi, ti + vr);
            (sr + ur).CopyTo(toRe, to);
            (si + ui).CopyTo(toIm, to);
            var (wr, wi) = (_twiddles[0][p], _twiddles[1][p]);
            (x1r * wr - x1i * wi).CopyTo(toRe, to + 4);
            (x1r * wi + x1i * wr).CopyTo(toIm, to + 4);
            (wr, wi) = (_twiddles[2][p], _twiddles[3][p]);
            (x2r * wr - x2i * wi).CopyTo(toRe, to + 8);
            (x2r * wi + x2i * wr).CopyTo(toIm, to + 8);
            (wr, wi) = (_twiddles[4][p], _twiddles[5][p]);
            (x3r * wr - x3i * wi).CopyTo(toRe, to + 12);
            (x3r * wi + x3i * wr).CopyTo(toIm, to + 12);
        }
    }

    /// <summary>Stride 16 and more: whole vectors of whatever width the machine has.</summary>
    private void RunWide(T[] fromRe, T[] fromIm, T[] toRe, T[] toIm)
    {
        var (s, arm) = (_stride, _quarter * _stride);
        ref var xr = ref MemoryMarshal.GetArrayDataReference(fromRe);
        ref var xi = ref MemoryMarshal.GetArrayDataReference(fromIm);
        ref var yr = ref MemoryMarshal.GetArrayDataReference(toRe);
        ref var yi = ref MemoryMarshal.GetArrayDataReference(toIm);
        for (var p = 0; p < _quarter; p++)
        {
            var (w1r, w1i) = (_twiddles[0][p], _twiddles[1][p]);
            var (w2r, w2i) = (_twiddles[2][p], _twiddles[3][p]);
            var (w3r, w3i) = (_twiddles[4][p], _twiddles[5][p]);
            for (var q = 0; q < s; q += Vector<T>.Count)
            {
                nuint a = (nuint)(s * p + q), b = a + (nuint)arm;
                nuint c = b + (nuint)arm, d = c + (nuint)arm;
                var (ar, ai) = (Vector.LoadUnsafe(ref xr, a), Vector.LoadUnsafe(ref xi, a));
                var (br, bi) = (Vector.LoadUnsafe(ref xr, b), Vector.LoadUnsafe(ref xi, b));
                var (cr, ci) = (Vector.LoadUnsafe(ref xr, c), Vector.LoadUnsafe(ref xi, c));
                var (dr, di) = (Vector.LoadUnsafe(ref xr, d), Vector.LoadUnsafe(ref xi, d));
                var (sr, si, tr, ti) = (ar + cr, ai + ci, ar - cr, ai - ci);
                var (ur, ui, vr, vi) = (br + dr, bi + di, br - dr, bi - di);
                var (x1r, x1i) = (tr + vi, ti - vr);
                var (x2r, x2i) = (sr - ur, si - ui);
                var (x3r, x3i) = (tr - vi, ti + vr);
                nuint to = (nuint)(4 * s * p + q), step = (nuint)s;
                (sr + ur).StoreUnsafe(ref yr, to);
                (si + ui).StoreUnsafe(ref yi, to);
                (x1r * w1r - x1i * w1i).StoreUnsafe(ref yr, to + step);
                (x1r * w1i + x1i * w1r).StoreUnsafe(ref yi, to + step);
                (x2r * w2r - x2i * w2i).StoreUnsafe(ref yr, to + 2 * step);
                (x2r * w2i + x2i * w2r).StoreUnsafe(ref yi, to + 2 * step);
                (x3r * w3r - x3i * w3i).StoreUnsafe(ref yr, to + 3 * step);
                (x3r * w3i + x3i * w3r).StoreUnsafe(ref yi, to + 3 * step);
            }
        }
    }
}
