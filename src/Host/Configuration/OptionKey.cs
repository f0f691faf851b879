using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Antiphon.Host.Configuration;

/// <summary>One setting: where it stands, what it means, its default and its range.</summary>
/// <param name="Section">For example <c>agent</c>.</param>
/// <param name="Name">For example <c>phraseEndMs</c>.</param>
internal sealed record OptionKey(
    string Section, string Name, string Meaning, object Default, RangeAttribute? Range, PropertyInfo Property)
{
    /// <summary>All settings, in the order of the way of a sound.</summary>
    public static IReadOnlyList<OptionKey> All { get; } = [.. Enumerate()];

    public string Path => $"{Section}:{Name}";

    /// <summary>The range as a person reads it, or the allowed names; null where any text will do.</summary>
    public string? Allowed => Range is not null
        ? FormattableString.Invariant($"{Range.Minimum} to {Range.Maximum}")
        : Property.PropertyType switch
        {
            { IsEnum: true } type => string.Join(" | ", Enum.GetNames(type).Select(JsonName)),
            var type when type == typeof(bool) => "true | false",
            _ => null,
        };

    public static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>The setting whose name is nearest to a mistyped one.</summary>
    public static string Nearest(string path) =>
        All.MinBy(key => Distance(key.Path, path))?.Path ?? "";

    /// <summary>The description of a section.</summary>
    public static string MeaningOf(string section) =>
        typeof(RigOptions).GetProperties()
            .First(property => JsonName(property.Name) == section)
            .GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    private static IEnumerable<OptionKey> Enumerate() =>
        from section in typeof(RigOptions).GetProperties()
        let defaults = Activator.CreateInstance(section.PropertyType)!
        from property in section.PropertyType.GetProperties()
        let meaning = property.GetCustomAttribute<DescriptionAttribute>()?.Description
        where meaning is not null
        select new OptionKey(
            JsonName(section.Name),
            JsonName(property.Name),
            meaning,
            property.GetValue(defaults)!,
            property.GetCustomAttribute<RangeAttribute>(),
            property);

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
