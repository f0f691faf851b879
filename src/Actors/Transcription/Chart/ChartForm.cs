using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Antiphon.Transcription;

/// <summary>In which order the sections of a chart are played: AABA, Intro A A B A Outro.</summary>
/// <remarks>
/// The form goes round; what is called an intro before it is played once, and so is what is
/// called an outro, a coda, an ending, a tag behind it.
/// </remarks>
/// <param name="text">As it is written; empty: as the sections stand.</param>
/// <param name="line">Where, from 1.</param>
/// <param name="column">Where, from 0.</param>
internal sealed partial class ChartForm(string text, int line, int column)
{
    private const int MostTimes = 64;

    /// <summary>Sections are played as they stand.</summary>
    public static ChartForm AsWritten { get; } = new("", 1, 0);

    /// <summary>The bars in the order of playing, and those that come round.</summary>
    /// <exception cref="ChartException">It names what is no section, or is too long.</exception>
    public (ImmutableArray<ChartBar> Bars, int LoopFrom, int LoopTo) Play(
        IReadOnlyList<ChartSection> sections)
    {
        var order = text.Length == 0 ? sections : Order(sections);
        var bars = ImmutableArray.CreateBuilder<ChartBar>();
        var (from, to) = (0, 0);
        foreach (var section in order)
        {
            bars.AddRange(section.Bars);
            if (bars.Count > Chart.MostBars)
            {
                throw Fail(0, $"the form has more than {Chart.MostBars} bars: a chart has fewer");
            }

            if (IsIntro(section.Name) && to == 0)
            {
                from = bars.Count;
            }
            else if (!IsOutro(section.Name))
            {
                to = bars.Count;
            }
        }

        // All of it may be called an intro or an outro.
        return to > from ? (bars.ToImmutable(), from, to) : (bars.ToImmutable(), 0, bars.Count);
    }

    private static bool IsIntro(string name) =>
        name.StartsWith("intro", StringComparison.OrdinalIgnoreCase);

    private static bool IsOutro(string name) => OutroName().IsMatch(name);

    private List<ChartSection> Order(IReadOnlyList<ChartSection> sections)
    {
        List<ChartSection> order = [];
        var given = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (at, name, times) in Names(sections))
        {
            var named = sections.Where(section => Is(section, name)).ToList();
            if (named.Count == 0)
            {
                var names = string.Join(", ", sections.Select(section => section.Name)
                    .Where(known => known.Length > 0).Distinct());
                throw Fail(at, $"there is no section '{name}'; sections are named [A] or A: before "
                    + $"their bars, and here are {(names.Length == 0 ? "none" : names)}");
            }

            for (var i = 0; i < times && order.Count <= Chart.MostBars; i++)
            {
                // What is written out again is meant by the next of its name.
                var nth = given.GetValueOrDefault(name);
                order.Add(named[Math.Min(nth, named.Count - 1)]);
                given[name] = nth + 1;
            }
        }

        return order;
    }

    private IEnumerable<(int At, string Name, int Times)> Names(
        IReadOnlyList<ChartSection> sections)
    {
        var words = Word().Matches(text).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var (at, word) = (words[i].Index, words[i].Value.Trim('[', ']', ' '));
            var times = 1;
            if (i + 1 < words.Count && ChartLine.Times(words[i + 1].Value) is { } told)
            {
                times = told is >= 1 and <= MostTimes
                    ? told
                    : throw Fail(words[i + 1].Index, $"sections are played 1 to {MostTimes} times");
                i++;
            }

            var isName = sections.Any(section => Is(section, word));
            if (isName || !Letters().IsMatch(word))
            {
                yield return (at, word, times);
                continue;
            }

            // AABA names four.
            for (var time = 0; time < times; time++)
            {
                foreach (Match letter in Letter().Matches(word))
                {
                    yield return (at + letter.Index, letter.Value, 1);
                }
            }
        }
    }

    private static bool Is(ChartSection section, string name) =>
        section.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private ChartException Fail(int at, string what) => new(line, column + at + 1, what);

    [GeneratedRegex(@"^(?:outro|ending|end|coda|tag)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OutroName();

    [GeneratedRegex(@"\[[^\]]*\]|[^\s,\->→|]+")]
    private static partial Regex Word();

    [GeneratedRegex("^(?:[A-Z][0-9']*)+$")]
    private static partial Regex Letters();

    [GeneratedRegex("[A-Z][0-9']*")]
    private static partial Regex Letter();
}
