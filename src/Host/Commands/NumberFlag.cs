using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Antiphon.Wording;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Commands;

/// <summary>Flags that take a number: what is none, or too large, is told in plain words.</summary>
internal static class NumberFlag
{
    /// <summary>A stretch of time, in seconds: <c>90</c>, <c>90s</c>, <c>10m</c>.</summary>
    /// <param name="least">In seconds; it may be that.</param>
    /// <param name="most">In seconds; likewise.</param>
    public static Option<double?> Seconds(
        string name, string description, double least, double most) => new(name)
        {
            Description = description + " (seconds, or as in 90s, 10m)",
            CustomParser = result =>
            {
                var text = TextOf(result);
                if (DurationText.TryParse(text, out var seconds)
                    && seconds >= least && seconds <= most)
                {
                    return seconds;
                }

                result.AddError(
                    $"{name} '{text}' is no time from {In(least)} to {In(most)}; write it as "
                    + $"{DurationText.Forms}");
                return null;
            },
        };

    /// <summary>A whole number.</summary>
    /// <param name="example">One that will do.</param>
    public static Option<int?> Whole(
        string name, string description, int least, int most, int example) => new(name)
        {
            Description = description,
            CustomParser = result =>
            {
                var text = TextOf(result);
                if (int.TryParse(
                    text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                    && number >= least && number <= most)
                {
                    return number;
                }

                result.AddError(Text(
                    $"{name} '{text}' is no whole number from {least} to {most}; write one such ")
                    + Text($"as {example}"));
                return null;
            },
        };

    private static string TextOf(ArgumentResult result) =>
        result.Tokens is [var token, ..] ? token.Value : "";

    private static string In(double seconds) => seconds switch
    {
        < 1 => Text($"{seconds} s"),
        >= 172_800 => Text($"{seconds / 86_400:0.##} days"),
        >= 7_200 => Text($"{seconds / 3_600:0.##} hours"),
        >= 120 => Text($"{seconds / 60:0.##} minutes"),
        _ => Text($"{seconds:0.##} s"),
    };
}
