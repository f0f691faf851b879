using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Antiphon.Wording;

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

    /// <summary>How a C# name is spelt in settings.</summary>
    public static string JsonName(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>The setting whose name is nearest to a mistyped one.</summary>
    public static string? Nearest(string path) =>
        NearestName.Of(path, All.Select(key => key.Path));

    private static IEnumerable<OptionKey> KeysOf(OptionSection section) =>
        section.Keys.Concat(section.Sections.SelectMany(KeysOf));
}
