using Antiphon.Transcription;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Output;

/// <summary>A chart as a person reads it: its bars in the order in which they are played.</summary>
internal static class ChartTable
{
    private const int BarsOfRow = 4;

    public static IReadOnlyList<string> Headings { get; } = ["bar", "section", "bars", "time"];

    public static IEnumerable<IReadOnlyList<string>> Rows(Chart chart)
    {
        for (var from = 0; from < chart.Bars.Length;)
        {
            var first = chart.Bars[from];
            var to = from + 1;
            while (to < chart.Bars.Length && to - from < BarsOfRow
                && chart.Bars[to].Section == first.Section && chart.Bars[to].Number > first.Number
                && (chart.Bars[to].Beats, chart.Bars[to].BeatOf) == (first.Beats, first.BeatOf))
            {
                to++;
            }

            yield return
            [
                Text($"{from + 1}"),
                first.Section,
                $"| {string.Join(" | ", chart.Bars[from..to].Select(bar => bar.Written))} |",
                Text($"{first.Beats}/{first.BeatOf}"),
            ];
            from = to;
        }
    }
}
