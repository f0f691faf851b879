using System.Text.RegularExpressions;

namespace Antiphon.Transcription;

/// <summary>Reads a chart as musicians write it: bars, chords, sections, a form.</summary>
/// <remarks>
/// <c>docs/playing.md</c> tells how. Whatever it does not understand it refuses, with line and
/// column. Not thread-safe.
/// </remarks>
public sealed partial class ChartText
{
    /// <summary>A chart is at most so long, in letters.</summary>
    public const int MostLetters = 64_000;

    private const int MostTimes = 64;

    private readonly List<ChartSection> _sections = [];
    private readonly ChartHeadings _headings;
    private ChartBar? _before;
    private int _line;

    private ChartText() => _headings = new ChartHeadings(Begin, Fail);

    private ChartSection Section
    {
        get
        {
            if (_sections.Count == 0)
            {
                _sections.Add(new ChartSection(""));
            }

            return _sections[^1];
        }
    }

    /// <summary>Reads a chart.</summary>
    /// <exception cref="ChartException">It is none; the message says where and why.</exception>
    public static Chart Read(string text)
    {
        var reader = new ChartText();
        if (text.Length > MostLetters)
        {
            throw new ChartException(1, 1, FormattableString.Invariant(
                $"a chart has at most {MostLetters} letters, and this has {text.Length}"));
        }

        foreach (var line in LineEnd().Split(text.TrimStart('\uFEFF')))
        {
            reader._line++;
            reader.ReadLine(line);
        }

        return reader.Whole();
    }

    private static string WithoutComment(string line) =>
        Comment().Match(line) is { Success: true } match ? line[..match.Index] : line;

    private void ReadLine(string line)
    {
        if (line.AsSpan().IndexOfAnyInRange('\0', '\b') is >= 0 and var odd)
        {
            throw Fail(odd, "this is no text");
        }

        var text = WithoutComment(line).TrimEnd();
        if (text.Length == 0)
        {
            return;
        }

        if (text.Contains('|') || text.Contains('‖'))
        {
            ReadBars(text);
        }
        else
        {
            _headings.Read(text, _line, _sections.Any(section => section.Bars.Count > 0));
        }
    }

    private void Begin(string name)
    {
        RequireClosed();
        _sections.Add(new ChartSection(name.Trim()));
    }

    private void RequireClosed()
    {
        if (_sections is [.., { IsOpen: true }])
        {
            throw Fail(0, "the repeat that begins with |: before this has no end: write :|");
        }
    }

    private void ReadBars(string text)
    {
        var at = Front(text);
        Section.BeginLine();
        var parts = ChartLine.Cut(text, at);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].IsBarLine)
            {
                if (parts[i].Closes)
                {
                    i += Close(parts, i);
                }
                else if (parts[i].Opens)
                {
                    Do(parts[i].Column, Section.Open);
                }
            }
            else if (!IsEdge(parts, i))
            {
                ReadBar(parts[i]);
            }
        }
    }

    // What stands before the first bar: [A], A:, Intro, 3/4.
    private int Front(string text)
    {
        var at = 0;
        if (FrontName().Match(text) is { Success: true } name)
        {
            at = name.Length;
            Begin(name.Groups["name"].Value);
        }

        if (FrontTime().Match(text[at..]) is { Success: true } time)
        {
            _headings.SetTime(at, time.Value.Trim());
            at += time.Length;
        }

        var bar = text.IndexOfAny(['|', '‖'], at);
        var words = bar < at ? "" : text[at..bar].TrimEnd(':').Trim();
        if (words.Length > 0 && char.IsLetter(words[0]) && at == 0 && !words.Contains('"')
            && FrontWord().IsMatch(words) && ChordSymbol.Read(words.Split(' ')[0], out _) is null
            && !ChartLine.IsNoChord(words.Split(' ')[0]))
        {
            Begin(words);
            return bar;
        }

        return at;
    }

    // Before the first bar line and behind the last one mostly nothing stands; nor between two
    // of which one is more than a bar line.
    private static bool IsEdge(List<ChartPart> parts, int i) => parts[i].IsBlank
        && (i == 0 || i + 1 == parts.Count
            || parts[i - 1].Text != "|" || parts[i + 1].Text is not ("|" or "||" or "|]" or ":|"));

    private void ReadBar(ChartPart part)
    {
        var (text, column) = (part.Text, part.Column);
        if (Ending().Match(text) is { Success: true } ending)
        {
            Do(column, () => Section.End(ending.Groups["n"].Value[0] - '0'));
            (text, column) = (text[ending.Length..], column + ending.Length);
        }

        var words = ChartLine.Words(new ChartPart(column, text, IsBarLine: false));
        while (words is [{ Text: ['[', ..] } name, ..])
        {
            Begin(name.Text.Trim('[', ']'));
            words.RemoveAt(0);
        }

        if (words is [var first, ..] && ChartHeadings.IsTime(first.Text))
        {
            _headings.SetTime(first.Column, first.Text);
            words.RemoveAt(0);
        }

        if (words is [var often] && ChartLine.Times(often.Text) is { } times)
        {
            Do(often.Column, () => Section.Times(Few(often, times)));
            return;
        }

        if (words.Count == 0 && !string.IsNullOrWhiteSpace(text) && text.Contains('"')
            && _before is null)
        {
            return;
        }

        _before = ChartCell.Read(words, column, _headings.Time, _before, Fail);
        Do(column, () => Section.Add(_before));
        if (_sections.Sum(section => section.Bars.Count) > Chart.MostBars)
        {
            throw Fail(column, $"a chart has at most {Chart.MostBars} bars, its repeats played");
        }
    }

    // A repeat ends here; how often it is played may stand behind.
    private int Close(List<ChartPart> parts, int i)
    {
        var (times, used) = (2, 0);
        if (i + 1 < parts.Count
            && ChartLine.Words(parts[i + 1]) is [var often, ..] words
            && ChartLine.Times(often.Text) is { } told)
        {
            (times, used) = (Few(often, told), words.Count == 1 ? 1 : 0);
            if (words.Count > 1)
            {
                var part = parts[i + 1];
                var behind = often.Column + often.Text.Length - part.Column;
                parts[i + 1] = new ChartPart(part.Column + behind, part.Text[behind..], false);
            }
        }

        Do(parts[i].Column, () => Section.Close(times));
        if (parts[i].Opens)
        {
            Do(parts[i].Column, Section.Open);
        }

        return used;
    }

    private int Few(ChartWord word, int times) => times is >= 1 and <= MostTimes
        ? times
        : throw Fail(word.Column, $"bars are played 1 to {MostTimes} times");

    private Chart Whole()
    {
        RequireClosed();
        var played = _sections.Where(section => section.Bars.Count > 0).ToList();
        if (played.Count == 0)
        {
            throw new ChartException(
                _line, 1,
                "there are no bars: write chords between bar lines, | Dm7 | G7 | C | % |");
        }

        var (bars, from, to) = (_headings.Form ?? ChartForm.AsWritten).Play(played);
        return new Chart(ChartKeys.Find(bars, _headings.Key), from, to)
        {
            Title = _headings.Title,
            BeatsPerMinute = _headings.BeatsPerMinute,
        };
    }

    private void Do(int column, Action act)
    {
        act();
        if (Section.Fault is { } fault)
        {
            throw Fail(column, fault);
        }
    }

    private ChartException Fail(int column, string what) => new(_line, column + 1, what);

    [GeneratedRegex(@"\r\n|\n|\r")]
    private static partial Regex LineEnd();

    // A sharp follows a letter, a comment nothing or a blank.
    [GeneratedRegex(@"^\s*(?:#|//|;).*$|\s#(?=\s|$).*$")]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^\s*(?:\[(?<name>[^\]\[|]{1,40})\]\s*:?"
        + @"|(?<name>[^|:\[\]""‖]{1,40}):(?=\s|\|\s*[^|\s]))")]
    private static partial Regex FrontName();

    [GeneratedRegex(@"^\s*\d{1,3}\s*/\s*\d{1,3}(?=[\s|])")]
    private static partial Regex FrontTime();

    [GeneratedRegex(@"^[\p{L}][\p{L}\d' -]{0,39}$")]
    private static partial Regex FrontWord();

    [GeneratedRegex(@"^\s*(?:\[(?<n>[1-9])(?:[.)\]]+|\s)|(?<n>[1-9])[.)])")]
    private static partial Regex Ending();
}

/// <summary>A text that is no chart.</summary>
/// <param name="line">From 1.</param>
/// <param name="column">From 1.</param>
/// <param name="what">What is wrong there, and what to do.</param>
public sealed class ChartException(int line, int column, string what)
    : Exception(FormattableString.Invariant($"line {line}, column {column}: {what}"));
