using Antiphon.Measures;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Session;

/// <summary>The evidence as people read it, each figure beside chance.</summary>
internal static class ListeningTable
{
    /// <summary>For each figure its name, its value, and between what chance lies.</summary>
    public static IReadOnlyList<string[]> Rows(ListeningSummary listening)
    {
        List<string[]> rows = [];
        if (listening.Transfer is { } transfer)
        {
            rows.Add(Row("from player to partner, bits a beat", transfer.All));
            rows.Add(Row("of these: whether it plays", transfer.When));
            rows.Add(Row("how loud", transfer.Loudness));
            rows.Add(Row("which tones", transfer.Tones));
        }

        if (listening.Motifs is { } motifs)
        {
            rows.Add(Row("figures that were just played", motifs.Recent));
            rows.Add(Row("older ones, or upside down", motifs.Developed));
        }

        return rows;
    }

    private static string[] Row(string name, TransferFigure figure) =>
    [
        name, Text($"{figure.Bits:0.000}"),
        Text($"{figure.ShuffledLow:0.000} to {figure.ShuffledHigh:0.000}"),
    ];

    private static string[] Row(string name, MotifFigure figure) =>
    [
        name, Text($"{100 * figure.Share:0} %"),
        Text($"{100 * figure.ChanceLow:0} to {100 * figure.ChanceHigh:0} %"),
    ];
}
