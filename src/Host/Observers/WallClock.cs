using System.Globalization;

namespace Antiphon.Host.Observers;

/// <summary>
/// The time of day before what people are told of: they know when it was by their own clock.
/// </summary>
internal static class WallClock
{
    /// <summary>Now, as <c>14:03:07</c>.</summary>
    public static string Now(TimeProvider time) =>
        time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A line with the time of day in front.</summary>
    public static string Stamp(TimeProvider time, string text) => $"{Now(time)} {text}";
}
