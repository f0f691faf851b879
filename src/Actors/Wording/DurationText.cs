using System.Globalization;
using System.Text.RegularExpressions;

namespace Antiphon.Wording;

/// <summary>
/// How long something lasts, as a person writes it: <c>90s</c>, <c>10m</c>, <c>1:30</c>.
/// </summary>
public static partial class DurationText
{
    /// <summary>How it may be written, for a person.</summary>
    public const string Forms = "90, 90s, 10m or 1:30";

    /// <param name="seconds">What it says, in seconds, perhaps negative; finite.</param>
    /// <returns>False where it is no duration.</returns>
    public static bool TryParse(string text, out double seconds)
    {
        if (double.TryParse(
            text, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds))
        {
            return double.IsFinite(seconds);
        }

        if (Clock().Match(text) is { Success: true } clock)
        {
            seconds = Number(clock, "h") * 3_600 + Number(clock, "m") * 60 + Number(clock, "s");
            return true;
        }

        var parts = Parts().Match(text.Trim());
        seconds = Number(parts, "h") * 3_600 + Number(parts, "m") * 60
            + Number(parts, "s") + Number(parts, "ms") / 1_000;
        return parts.Success && parts.Length > 0 && double.IsFinite(seconds);
    }

    private static double Number(Match parts, string unit) =>
        parts.Groups[unit] is { Success: true } digits
            ? double.Parse(digits.Value, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(
        @"^((?<h>\d{1,4}):)?(?<m>\d{1,4}):(?<s>\d\d(\.\d+)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"^((?<h>\d+(\.\d+)?) ?h(ours?)? ?)?((?<m>\d+(\.\d+)?) ?m(in(utes?)?)? ?)?"
        + @"((?<s>\d+(\.\d+)?) ?s(ec(onds?)?)?)?((?<ms>\d+(\.\d+)?) ?ms)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
