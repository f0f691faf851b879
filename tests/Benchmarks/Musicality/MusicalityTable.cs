namespace Antiphon.Benchmarks.Musicality;

/// <summary>Measures beside those of their baselines, with intervals of 95 %.</summary>
internal static class MusicalityTable
{
    /// <summary>Prints a table in Markdown; measures that no column defines are left out.</summary>
    /// <param name="names">What is measured, and what is aimed at.</param>
    public static void Print(
        TextWriter output, IReadOnlyList<(string Name, string Aim)> names,
        IReadOnlyList<Column> columns)
    {
        output.WriteLine($"| measure | aim | {string.Join(" | ", columns.Select(c => c.Name))} |");
        output.WriteLine($"|---|---|{string.Concat(columns.Select(_ => "---|"))}");
        foreach (var (name, aim) in names)
        {
            var cells = columns.Select(column => column.Of(name)).ToList();
            if (cells.Exists(cell => cell is not null))
            {
                output.WriteLine($"| {name} | {aim} | {string.Join(" | ", cells.Select(Text))} |");
            }
        }

        if (columns.Any(column => column.Silent > 0))
        {
            output.WriteLine($"| silent sessions | 0 | {string.Join(
                " | ", columns.Select(column => $"{column.Silent} of {column.Sessions}"))} |");
        }

        output.WriteLine();
    }

    private static string Text((double Mean, double Low, double High)? figure) =>
        figure is var (mean, low, high)
            ? FormattableString.Invariant($"{mean:0.00} [{low:0.00}, {high:0.00}]")
            : "–";

    /// <summary>One way to reply: for each call the measures of each session.</summary>
    /// <param name="Calls">Null is a session that stayed silent.</param>
    public sealed record Column(
        string Name, IReadOnlyList<IReadOnlyList<IReadOnlyDictionary<string, double>?>> Calls)
    {
        public int Sessions => Calls.Sum(call => call.Count);

        public int Silent => Calls.Sum(call => call.Count(session => session is null));

        /// <summary>A measure over the calls that define it; null where none does.</summary>
        public (double Mean, double Low, double High)? Of(string name) => TwoLevelBootstrap.Of(
        [
            .. Calls
                .Select(call => call.OfType<IReadOnlyDictionary<string, double>>()
                    .Where(session => session.ContainsKey(name))
                    .Select(session => session[name]).ToList())
                .Where(sessions => sessions.Count > 0),
        ]);
    }
}
