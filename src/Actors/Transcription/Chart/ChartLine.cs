using System.Text.RegularExpressions;

namespace Antiphon.Transcription;

/// <summary>A line of bars, cut at its bar lines.</summary>
internal static partial class ChartLine
{
    /// <summary>Cuts a line.</summary>
    /// <param name="text">Without its comment.</param>
    /// <param name="from">Where its bars begin.</param>
    public static List<ChartPart> Cut(string text, int from)
    {
        List<ChartPart> parts = [];
        var at = from;
        foreach (Match match in BarLine().Matches(text, from))
        {
            parts.Add(new ChartPart(at, text[at..match.Index], IsBarLine: false));
            parts.Add(new ChartPart(match.Index, match.Value, IsBarLine: true));
            at = match.Index + match.Length;
        }

        parts.Add(new ChartPart(at, text[at..], IsBarLine: false));
        return parts;
    }

    /// <summary>The words of what stands between two bar lines, each with its column.</summary>
    /// <remarks>
    /// Quoted words are for people; brackets around chords that may be left out say nothing.
    /// </remarks>
    public static List<ChartWord> Words(ChartPart part)
    {
        List<ChartWord> words = [];
        foreach (Match match in Word().Matches(part.Text))
        {
            var (text, column) = (match.Value, part.Column + match.Index);
            if (text[0] == '"')
            {
                continue;
            }

            if (text is "./." or "𝄎")
            {
                words.Add(new ChartWord(column, "%"));
                continue;
            }

            // C/// and C... stand for C and beats of it.
            var chord = NoChord().IsMatch(text) ? text : text.TrimEnd('/', '.');
            if (chord.Length > 0)
            {
                words.Add(new ChartWord(column, chord));
            }

            words.AddRange(text[chord.Length..].Select(
                (mark, i) => new ChartWord(column + chord.Length + i, $"{mark}")));
        }

        return words;
    }

    /// <summary>How often something is played: x3, 3x, (x3); null where it is no such word.
    /// </summary>
    public static int? Times(string word) =>
        Count().Match(word) is { Success: true } match
            ? int.Parse(match.Groups["n"].ValueSpan, null)
            : null;

    /// <summary>N.C. in its spellings.</summary>
    public static bool IsNoChord(string word) => NoChord().IsMatch(word);

    [GeneratedRegex(@":*\|+[\]:]*|[‖]")]
    private static partial Regex BarLine();

    [GeneratedRegex(
        "\"[^\"]*\"?|\\[[^\\]]*\\]?"
        + "|[^\\s,\"()\\[\\]]+(?:\\([^)]*\\)[^\\s,\"()\\[\\]]*)*")]
    private static partial Regex Word();

    [GeneratedRegex("^(?:[x×](?<n>[0-9]{1,4})|(?<n>[0-9]{1,4})[x×])$", RegexOptions.IgnoreCase)]
    private static partial Regex Count();

    [GeneratedRegex(@"^N\.?C\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex NoChord();
}

/// <summary>A bar line of a line of bars, or what stands between two.</summary>
/// <param name="Column">Where it begins, from 0.</param>
internal readonly record struct ChartPart(int Column, string Text, bool IsBarLine)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    public bool Opens => IsBarLine && Text.EndsWith(':');

    public bool Closes => IsBarLine && Text.StartsWith(':');
}

/// <summary>A word of a bar.</summary>
/// <param name="Column">Where it begins, from 0.</param>
internal readonly record struct ChartWord(int Column, string Text);
