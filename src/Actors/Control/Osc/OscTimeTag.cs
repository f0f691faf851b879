namespace Antiphon.Control;

/// <summary>
/// A moment of the wall clock in NTP's format: seconds since 1900 in the upper 32 bits, 2⁻³² s in
/// the lower.
/// </summary>
public readonly record struct OscTimeTag(ulong Value)
{
    private const double FractionsPerSecond = 4_294_967_296.0;
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>At once, whatever the clock says.</summary>
    public static OscTimeTag Immediately => new(1);

    public bool IsImmediate => Value == 1;

    /// <summary>The tag of a moment; its era of 136 years is not in it.</summary>
    public static OscTimeTag At(DateTimeOffset moment)
    {
        var ticks = (moment - Epoch).Ticks;
        var seconds = (uint)(ticks / TimeSpan.TicksPerSecond);
        var fraction = ticks % TimeSpan.TicksPerSecond / (double)TimeSpan.TicksPerSecond;
        return new OscTimeTag(((ulong)seconds << 32) | (uint)(fraction * FractionsPerSecond));
    }

    /// <summary>
    /// True when it lies before a moment as a plain number: senders count from 1970, from 2001, or
    /// from when they were switched on, and mean a time that has passed.
    /// </summary>
    public bool IsPast(DateTimeOffset moment) => Value <= At(moment).Value;

    /// <summary>How far ahead of a moment it lies, in the nearest era (2036 passes).</summary>
    public TimeSpan After(DateTimeOffset moment) =>
        TimeSpan.FromSeconds((long)(Value - At(moment).Value) / FractionsPerSecond);
}
