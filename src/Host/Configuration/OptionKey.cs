using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Antiphon.Host.Configuration;

/// <summary>One setting: where it stands, what it means, its default and its range.</summary>
/// <param name="Path">
/// Section names and its own, with colons: <c>agent:melody:lowestKey</c>.
/// </param>
internal sealed record OptionKey(
    string Path, string Meaning, object Default, RangeAttribute? Range, Type Type)
{
    /// <summary>All settings, in the order of the way of a sound.</summary>
    public static IReadOnlyList<OptionKey> All { get; } = [.. KeysOf(OptionSection.Root)];

    /// <summary>True when it holds entries whose names anyone may choose.</summary>
    public bool IsOpen => Type.IsAssignableTo(typeof(IDictionary));

    public string Name => Path[(Path.LastIndexOf(':') + 1)..];

    /// <summary>
    /// The range as a person reads it, or the allowed names; null where any text will do.
    /// </summary>
    public string? Allowed => Range is not null
        ? FormattableString.Invariant($"{Range.Minimum} to {Range.Maximum}")
        : Type switch
        {
            { IsEnum: true } => string.Join(" | ", Enum.GetNames(Type).Select(JsonName)),
            _ when Type == typeof(bool) => "true | false",
            _ => null,
        };

    public static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>The setting whose name is nearest to a mistyped one.</summary>
    public static string Nearest(string path) =>
        All.MinBy(key => Distance(key.Path, path))?.Path ?? "";

    private static IEnumerable<OptionKey> KeysOf(OptionSection section) =>
        section.Keys.Concat(section.Sections.SelectMany(KeysOf));

    // Levenshtein's edit distance.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (char.ToLower(a[i - 1], CultureInfo.InvariantCulture)
                    == char.ToLower(b[j - 1], CultureInfo.InvariantCulture) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
