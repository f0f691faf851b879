using System.Runtime.CompilerServices;

namespace Antiphon.Hpss;

/// <summary>Energy share of the twelve pitch classes, C first; sums to 1, or is all 0.</summary>
[InlineArray(Classes)]
public struct Chroma
{
    public const int Classes = 12;

    private float _first;
}
