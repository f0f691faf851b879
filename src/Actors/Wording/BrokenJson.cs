using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Wording;

/// <summary>Says of JSON that cannot be read where it is broken, as an editor counts.</summary>
public static partial class BrokenJson
{
    private const int ShownCharacters = 20;

    /// <summary>"FILE, line 3, column 7: …", in one line.</summary>
    /// <param name="file">As a person knows it.</param>
    /// <param name="text">What it holds.</param>
    public static string At(string file, string text, JsonException fault)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var line = (int)Math.Clamp(fault.LineNumber ?? 0, 0, lines.Length - 1);
        var here = Encoding.UTF8.GetBytes(lines[line].TrimEnd('\r'));
        var column = (int)Math.Clamp(fault.BytePositionInLine ?? 0, 0, here.Length);
        var before = Encoding.UTF8.GetString(here.AsSpan(0, column));
        var behind = Encoding.UTF8.GetString(here.AsSpan(column)).Trim();
        return Text($"{file}, line {line + 1}, column {before.Length + 1}: ") + Why(fault, behind);
    }

    // The reader's own words speak of types and members, which nobody at the rig knows.
    private static string Why(JsonException fault, string behind) => fault.Message switch
    {
        var said when Unknown().Match(said) is { Success: true } name =>
            $"there is no '{name.Groups[1]}' here; mend its spelling or leave it out",
        var said when Missing().Match(said) is { Success: true } names =>
            $"{names.Groups[1].Value.TrimEnd('.')} is missing",
        var said when said.Contains("could not be converted", StringComparison.Ordinal) =>
            $"'{fault.Path?.Split('.')[^1]}' may not be that",
        var said when said.Contains("maximum", StringComparison.OrdinalIgnoreCase)
            && said.Contains("depth", StringComparison.OrdinalIgnoreCase) =>
            "the JSON is nested too deeply",
        _ when behind.Length == 0 =>
            "the JSON ends too early; a bracket or a quote is not closed",
        _ => $"this is no JSON from '{Shown(behind)}' on; look there, or just before, for a "
            + "quote, a comma or a bracket",
    };

    private static string Shown(string text)
    {
        var plain = new string([.. text.Select(one => char.IsControl(one) ? ' ' : one)]);
        return plain.Length <= ShownCharacters ? plain : plain[..ShownCharacters] + "…";
    }

    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("missing required properties.*?: ('.*)$")]
    private static partial Regex Missing();
}
