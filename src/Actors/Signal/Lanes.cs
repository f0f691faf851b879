using System.Runtime.Intrinsics;

namespace Antiphon.Signal;

/// <summary>Reorders lanes of single or double vectors, alike on every machine.</summary>
internal static class Lanes
{
    /// <summary>The lanes back to front.</summary>
    public static Vector128<T> Reverse<T>(Vector128<T> v) =>
        typeof(T) == typeof(float)
            ? Vector128.Shuffle(v.AsSingle(), Vector128.Create(3, 2, 1, 0)).As<float, T>()
            : Vector128.Shuffle(v.AsDouble(), Vector128.Create(1L, 0)).As<double, T>();

    /// <summary>a0 b0 a1 b1 …</summary>
    public static Vector256<T> Interleave<T>(Vector128<T> a, Vector128<T> b)
    {
        var both = Vector256.Create(a, b);
        return typeof(T) == typeof(float)
            ? Vector256.Shuffle(both.AsSingle(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7))
                .As<float, T>()
            : Vector256.Shuffle(both.AsDouble(), Vector256.Create(0L, 2, 1, 3)).As<double, T>();
    }

    /// <summary>The even lanes, then the odd ones.</summary>
    public static Vector256<T> Deinterleave<T>(Vector256<T> both) =>
        typeof(T) == typeof(float)
            ? Vector256.Shuffle(both.AsSingle(), Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7))
                .As<float, T>()
            : Vector256.Shuffle(both.AsDouble(), Vector256.Create(0L, 2, 1, 3)).As<double, T>();
}
