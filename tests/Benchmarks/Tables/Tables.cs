namespace Antiphon.Benchmarks.Tables;

/// <summary>The tables of ARCHITECTURE.md that are made by experiment, each by its name.</summary>
internal static class Tables
{
    /// <summary>The table of that name; null when there is none.</summary>
    public static Func<string[], Task>? Of(string name) => name switch
    {
        "health-table" => HealthTable.Print,
        "hpss-table" => HpssTable.Print,
        "mert-table" => MertTable.Print,
        _ => null,
    };
}
