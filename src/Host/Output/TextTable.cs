namespace Antiphon.Host.Output;

/// <summary>
/// Tables and lines that fit a screen. Prose is folded between words; names, paths, addresses and
/// numbers stay whole: where a table is too wide for that, each row becomes a list.
/// </summary>
internal static class TextTable
{
    private const string Indent = "  ";
    private const int LeastProse = 16;

    // Stands for a blank within a name, at which no line is folded.
    private const char Glue = '\uFDD0';

    /// <summary>A text that no line breaks, whatever blanks are in it.</summary>
    public static string Whole(string name) => name.Replace(' ', Glue);

    /// <param name="width">Columns of the screen.</param>
    /// <param name="prose">Headings of what may be folded between words.</param>
    public static IEnumerable<string> Lines(
        IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, int width,
        IReadOnlyCollection<string> prose)
    {
        var widths = headings.Select((heading, column) =>
            rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        var needed = Indent.Length * widths.Length + widths.Sum();
        int[] folded = [.. Enumerable.Range(0, widths.Length)
            .Where(column => prose.Contains(headings[column]))];
        if (needed > width && folded.Length > 0)
        {
            var room = (width - needed + folded.Sum(column => widths[column])) / folded.Length;
            foreach (var column in folded.Where(_ => room >= LeastProse))
            {
                needed -= widths[column] - Math.Min(widths[column], room);
                widths[column] = Math.Min(widths[column], room);
            }
        }

        return needed <= width
            ? Columns(headings, rows, widths)
            : rows.SelectMany(row => Listed(headings, row, width, prose));
    }

    /// <summary>A line folded between words; what is quoted, and what is whole, stays so.</summary>
    /// <param name="width">Columns of the screen.</param>
    public static IEnumerable<string> Fold(string text, int width)
    {
        var margin = new string(' ', text.Length - text.TrimStart().Length);
        var line = margin;
        foreach (var word in Words(text))
        {
            if (line.Length > margin.Length && line.Length + 1 + word.Length > width)
            {
                yield return Plain(line);
                margin = margin.Length == 0 ? Indent : margin;
                line = margin;
            }

            line += line.Length > margin.Length ? " " + word : word;
        }

        yield return Plain(line);
    }

    /// <summary>The same text as it is shown.</summary>
    public static string Plain(string text) => text.Replace(Glue, ' ');

    private static IEnumerable<string> Columns(
        IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, int[] widths)
    {
        yield return "";
        yield return Row(headings, widths);
        yield return Indent + new string('─', widths.Sum() + Indent.Length * (widths.Length - 1));
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.Length <= widths[column]
                ? [cell]
                : Fold(cell, widths[column]).Select(line => line.Trim()).ToList()).ToList();
            for (var line = 0; line < cells.Max(cell => cell.Count); line++)
            {
                yield return Row(
                    [.. cells.Select(cell => line < cell.Count ? cell[line] : "")], widths);
            }
        }

        yield return "";
    }

    private static string Row(IReadOnlyList<string> cells, int[] widths) => string.Concat(
        cells.Select((cell, column) => Indent + cell.PadRight(widths[column]))).TrimEnd();

    // What is empty has nothing to say.
    private static IEnumerable<string> Listed(
        IReadOnlyList<string> headings, IReadOnlyList<string> row, int width,
        IReadOnlyCollection<string> prose)
    {
        var margin = Indent.Length * 2 + headings.Max(heading => heading.Length);
        yield return "";
        for (var column = 0; column < row.Count; column++)
        {
            if (row[column].Length == 0)
            {
                continue;
            }

            var label = (Indent + headings[column]).PadRight(margin);
            var text = prose.Contains(headings[column])
                ? Fold(row[column], Math.Max(LeastProse, width - margin))
                : [row[column]];
            foreach (var line in text)
            {
                yield return label + line.Trim();
                label = new string(' ', margin);
            }
        }
    }

    // Between blanks; a blank within quotes parts nothing.
    private static IEnumerable<string> Words(string text)
    {
        var quote = '\0';
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (quote == '\0' && text[i] is '\'' or '"' && (i == 0 || text[i - 1] is ' ' or '('))
            {
                quote = text[i];
            }
            else if (text[i] == quote)
            {
                quote = '\0';
            }

            if (text[i] == ' ' && quote == '\0')
            {
                if (i > from)
                {
                    yield return text[from..i];
                }

                from = i + 1;
            }
        }

        if (from < text.Length)
        {
            yield return text[from..];
        }
    }
}
