using Antiphon.Measures;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Session;

/// <summary>The evidence as people read it, each figure beside chance.</summary>
internal static class ListeningTable
{
    /// <summary>
    /// For each figure its name, its value, and between what chance, or a shuffled memory, lies.
    /// </summary>
    public static IReadOnlyList<string[]> Rows(ListeningSummary listening, MemoryEvidence? memory)
    {
        List<string[]> rows = [];
        if (listening.Transfer is { } transfer)
        {
            rows.Add(Bits("from player to partner, bits a beat", transfer.All));
            rows.Add(Bits("of these: whether it plays", transfer.When));
            rows.Add(Bits("how loud", transfer.Loudness));
            rows.Add(Bits("which tones", transfer.Tones));
        }

        if (listening.Motifs is { } motifs)
        {
            rows.Add(Share("figures that were just played", motifs.Recent));
            rows.Add(Share("older ones, or upside down", motifs.Developed));
        }

        if (memory is not null)
        {
            rows.Add(Share("just played, beside a shuffled memory", memory.Recent));
            rows.Add(Share("older, or upside down, beside a shuffled memory", memory.Developed));
        }

        return rows;
    }

    private static string[] Bits(string name, BesideChance figure) =>
    [
        name, Text($"{figure.Value:0.000}"),
        Text($"{figure.ChanceLow:0.000} to {figure.ChanceHigh:0.000}"),
    ];

    private static string[] Share(string name, BesideShuffled figure) =>
    [
        name, Text($"{100 * figure.Value:0} %"),
        Text($"{100 * figure.ShuffledLow:0} to {100 * figure.ShuffledHigh:0} %"),
    ];

    private static string[] Share(string name, BesideChance figure) =>
    [
        name, Text($"{100 * figure.Value:0} %"),
        Text($"{100 * figure.ChanceLow:0} to {100 * figure.ChanceHigh:0} %"),
    ];
}
