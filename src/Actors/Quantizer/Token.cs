using System.Globalization;

namespace Antiphon.Quantizer;

/// <summary>
/// One of a stem's vocabulary, from 0, or <see cref="Rest"/>: the stem was at rest.
/// </summary>
/// <param name="Code">Its number, or 255 for a rest.</param>
public readonly record struct Token(byte Code)
{
    private const byte RestCode = 255;

    public static Token Rest => new(RestCode);

    public bool IsRest => Code == RestCode;

    public override string ToString() =>
        IsRest ? "rest" : Code.ToString(CultureInfo.InvariantCulture);
}
