using System.Runtime.CompilerServices;

namespace Antiphon.Hpss;

/// <summary>Energy share of the twelve pitch classes, C first; sums to 1, or is all 0.</summary>
[InlineArray(Classes)]
public struct Chroma : IEquatable<Chroma>
{
    public const int Classes = 12;

    private float _first;

    public static bool operator ==(Chroma a, Chroma b) => a.Equals(b);

    public static bool operator !=(Chroma a, Chroma b) => !a.Equals(b);

    // The runtime refuses its own equality for inline arrays, and records would call it.
    public readonly bool Equals(Chroma other) => ((ReadOnlySpan<float>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is Chroma other && Equals(other);

    public override readonly int GetHashCode() =>
        HashCode.Combine(this[0], this[4], this[7], this[9]);
}
