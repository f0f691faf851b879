using System.Globalization;
using System.Text.RegularExpressions;
using Antiphon.Notes;

namespace Antiphon.Transcription;

/// <summary>What a chart says besides its bars: title, key, tempo, time, form.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="begin">A section begins, by its name.</param>
/// <param name="fail">Makes an error of a column, from 0, and what is wrong there.</param>
internal sealed partial class ChartHeadings(
    Action<string> begin, Func<int, string, ChartException> fail)
{
    private const int MostBeats = 16;

    private static readonly string[] Known =
        ["title", "key", "tempo", "time", "form", "by", "composer", "style", "note"];

    private int _line;
    private bool _hasBars;

    public string? Title { get; private set; }

    public MusicalKey? Key { get; private set; }

    public double? BeatsPerMinute { get; private set; }

    /// <summary>Beats of a bar, and what they are written as.</summary>
    public (int Beats, int BeatOf) Time { get; private set; } = (4, 4);

    /// <summary>Null where none is told.</summary>
    public ChartForm? Form { get; private set; }

    /// <summary>Whether a word is a time, 3/4.</summary>
    public static bool IsTime(string word) => TimeText().IsMatch(word);

    /// <summary>Reads a line that has no bars.</summary>
    /// <param name="line">Its number.</param>
    /// <param name="hasBars">Bars were read before.</param>
    public void Read(string text, int line, bool hasBars)
    {
        (_line, _hasBars) = (line, hasBars);
        var column = text.Length - text.TrimStart().Length;
        var words = text.Trim();
        if (Rule().IsMatch(words))
        {
            return;
        }

        if (Bracketed().Match(words) is { Success: true } named)
        {
            begin(named.Groups[1].Value);
        }
        else if (TimeText().Match(words) is { Success: true })
        {
            SetTime(column, words);
        }
        else if (Heading().Match(words) is { Success: true } heading)
        {
            var behind = heading.Groups["value"];
            Told(
                heading.Groups["name"].Value.Trim(), behind.Value.Trim(), column,
                column + behind.Index);
        }
        else if (Letter().IsMatch(words))
        {
            begin(words.TrimEnd(')'));
        }
        else if (FormLetters().IsMatch(words) && (Title is not null || _hasBars))
        {
            SetForm(words, column);
        }
        else
        {
            TellFree(words, column);
        }
    }

    private void Told(string name, string value, int column, int valueColumn)
    {
        switch (name.ToUpperInvariant())
        {
            case "TITLE":
                Title = value;
                break;
            case "KEY":
                Key = KeyOf(value) ?? throw fail(
                    valueColumn, $"'{value}' is no key: write C, Bb or F#m");
                break;
            case "TEMPO" or "BPM":
                BeatsPerMinute = TempoOf(value) ?? throw fail(
                    valueColumn, $"'{value}' is no tempo: write beats a minute, 20 to 400");
                break;
            case "TIME" or "METRE" or "METER":
                SetTime(valueColumn, value);
                break;
            case "FORM":
                SetForm(value, valueColumn);
                break;
            case "BY" or "COMPOSER" or "ARTIST" or "STYLE" or "NOTE" or "NOTES" or "FEEL":
                break;
            default:
                if (value.Length > 0)
                {
                    throw fail(column, $"'{name}' is no heading of a chart "
                        + $"({string.Join(", ", Known)}): write # before what is no chart, and "
                        + "| between bars");
                }

                begin(name);
                break;
        }
    }

    // Before the bars stand a title, and who it is by.
    private void TellFree(string words, int column)
    {
        if (Tempo().IsMatch(words) && TempoOf(words) is { } tempo)
        {
            BeatsPerMinute = tempo;
            return;
        }

        if (Jump().IsMatch(words))
        {
            throw fail(column, "signs like D.C., Segno and Coda are not followed: name sections, "
                + "[A], and write how they are played, Form: A A B A");
        }

        var isOfChords = words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word => word == "%" || ChordSymbol.Read(word, out _) is not null);
        if (isOfChords || _hasBars)
        {
            throw fail(column, isOfChords
                ? $"'{words}' has no bar lines: write | between bars"
                : $"'{words}' is neither bars nor a section: write bars between |, sections as "
                    + "[A], and # before what is no chart");
        }

        Title ??= words;
    }

    /// <summary>Bars are of this time from now on.</summary>
    public void SetTime(int column, string text)
    {
        var match = TimeText().Match(text);
        if (!match.Success)
        {
            throw fail(column, $"'{text}' is no time: write 4/4, 3/4 or 6/8");
        }

        var (beats, beatOf) = (Number(match, 1), Number(match, 2));
        if (beats is < 1 or > MostBeats || beatOf is not (2 or 4 or 8 or 16))
        {
            throw fail(column, $"there is no time {text.Trim()}: a bar has 1 to {MostBeats} "
                + "halves, quarters, eighths or sixteenths");
        }

        Time = (beats, beatOf);
    }

    private void SetForm(string text, int column) => Form = Form is null
        ? new ChartForm(text, _line, column)
        : throw fail(column, "the form is told a second time: a chart has one");

    private static int Number(Match match, int group) =>
        int.TryParse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture, out var number)
            ? number : int.MaxValue;

    private static double? TempoOf(string text) =>
        TempoNumber().Match(text) is { Success: true } match
        && double.TryParse(match.Value, CultureInfo.InvariantCulture, out var tempo)
        && tempo is >= 20 and <= 400
            ? tempo : null;

    private static MusicalKey? KeyOf(string text)
    {
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        bool? minor = words.Length < 2 ? null : words[1].ToUpperInvariant() switch
        {
            "MAJOR" or "MAJ" => false,
            "MINOR" or "MIN" => true,
            _ => null,
        };
        return words is [var name, ..] && words.Length <= 2
            && (words.Length == 1 || minor is not null)
            && ChordSymbol.Read(name, out _) is { Kind: ChordKind.Major or ChordKind.Minor } chord
            && chord.Bass == chord.Root
            ? new MusicalKey(chord.Root, minor ?? chord.Kind == ChordKind.Minor, 1)
            : null;
    }

    [GeneratedRegex(@"^[-=_*~ ]{3,}$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\[([^\]\[]{1,40})\]\s*:?$")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^\s*(\d{1,3})\s*/\s*(\d{1,3})\s*$")]
    private static partial Regex TimeText();

    [GeneratedRegex(@"^(?<name>[^:\[\]""]{1,40}):\s*(?<value>.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[A-Z][0-9']?\)?$")]
    private static partial Regex Letter();

    [GeneratedRegex(@"^[A-Z][0-9']*(?:[\s,-]*[A-Z][0-9']*)+$")]
    private static partial Regex FormLetters();

    [GeneratedRegex(@"^(?:[♩q]\s*=\s*)?\d+(?:\.\d+)?(?:\s*bpm)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Tempo();

    [GeneratedRegex(@"\d+(?:\.\d+)?")]
    private static partial Regex TempoNumber();

    [GeneratedRegex(@"^\(?(?:D\.?\s?[CS]\.?\b|Fine\b|Segno\b|(?:al|to)\s+coda\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Jump();
}
