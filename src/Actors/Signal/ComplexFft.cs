using System.Numerics;
using System.Runtime.Intrinsics;

namespace Antiphon.Signal;

/// <summary>
/// Complex FFT of a power of two from 16, real and imaginary parts apart, without bit reversal.
/// No fused multiply-add is used, so that every vector width gives the same bits.
/// </summary>
/// <remarks>
/// Source: Stockham, "High-Speed Convolution and Correlation", 1966 (self-sorting passes, here of
/// radix 4, with one pass of radix 2 where the size wants it). Not thread-safe; allocates nothing.
/// </remarks>
internal sealed class ComplexFft<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Radix4Pass<T>[] _passes;
    private readonly bool _endsInRadix2;
    private T[] _fromRe, _fromIm, _toRe, _toIm;

    public ComplexFft(int size)
    {
        if (size < 16 || !BitOperations.IsPow2(size))
        {
            throw new ArgumentOutOfRangeException(
                nameof(size), size, "Needs a power of two from 16.");
        }

        Size = size;
        var passes = new List<Radix4Pass<T>>();
        var length = size;
        for (; length >= 4; length /= 4)
        {
            passes.Add(new Radix4Pass<T>(length, size / length));
        }

        _passes = [.. passes];
        _endsInRadix2 = length == 2;
        (_fromRe, _fromIm) = (new T[size], new T[size]);
        (_toRe, _toIm) = (new T[size], new T[size]);
    }

    public int Size { get; }

    /// <summary>[size]: the input before, and the result after a transform.</summary>
    public Span<T> Re => _fromRe;

    /// <summary>[size]: the input before, and the result after a transform.</summary>
    public Span<T> Im => _fromIm;

    /// <summary>Transforms <see cref="Re"/> and <see cref="Im"/>, exponent −2πi.</summary>
    public void Forward()
    {
        foreach (var pass in _passes)
        {
            pass.Run(_fromRe, _fromIm, _toRe, _toIm);
            Swap();
        }

        if (_endsInRadix2)
        {
            LastRadix2(_fromRe, _toRe);
            LastRadix2(_fromIm, _toIm);
            Swap();
        }
    }

    /// <summary>The same with exponent +2πi and no scaling.</summary>
    public void Inverse()
    {
        // Exchanging the parts before and after conjugates the transform.
        (_fromRe, _fromIm, _toRe, _toIm) = (_fromIm, _fromRe, _toIm, _toRe);
        Forward();
        (_fromRe, _fromIm, _toRe, _toIm) = (_fromIm, _fromRe, _toIm, _toRe);
    }

    private void Swap() =>
        (_fromRe, _fromIm, _toRe, _toIm) = (_toRe, _toIm, _fromRe, _fromIm);

    private static void LastRadix2(ReadOnlySpan<T> from, Span<T> to)
    {
        var half = from.Length / 2;
        for (var q = 0; q < half; q += Vector128<T>.Count)
        {
            var a = Vector128.Create(from[q..]);
            var b = Vector128.Create(from[(q + half)..]);
            (a + b).CopyTo(to[q..]);
            (a - b).CopyTo(to[(q + half)..]);
        }
    }
}
