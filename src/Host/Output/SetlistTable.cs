using System.Globalization;
using Antiphon.Control;

namespace Antiphon.Host.Output;

/// <summary>A setlist as a person reads it.</summary>
internal static class SetlistTable
{
    public static IReadOnlyList<string> Headings { get; } =
        ["at", "piece", "s", "pause", "mode", "recalls", "chart", "instruments", "set"];

    public static IEnumerable<IReadOnlyList<string>> Rows(Setlist setlist) =>
        setlist.Times().Select(one => (IReadOnlyList<string>)
        [
            one.At,
            one.Piece.Name,
            Text(one.Piece.Seconds) + (one.Piece.Arc ? ", an arc" : ""),
            one.Piece.PauseSeconds > 0 ? Text(one.Piece.PauseSeconds) : "",
            one.Piece.Mode ?? "as it likes",
            one.Piece.Recording ?? one.Piece.Label ?? "anything",
            one.Piece.Chart is { } chart ? Path.GetFileName(chart) : "",
            $"{Text(one.Piece.MelodyProgram)} / {Text(one.Piece.BassProgram)}",
            string.Join(
                ", ",
                one.Piece.Set.Select(pair => $"{pair.Key} {Text(pair.Value)}")
                    .Prepend(one.Piece.Preset is { } preset ? $"preset {preset}" : "")
                    .Where(text => text.Length > 0)),
        ]);

    private static string Text(double? number) =>
        number?.ToString("0.##", CultureInfo.InvariantCulture) ?? "as set";
}
