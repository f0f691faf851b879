using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Antiphon.Wording;
using static Antiphon.Wording.InvariantText;

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
        ? Text($"{Range.Minimum} to {Range.Maximum}")
        : Type switch
        {
            { IsEnum: true } => string.Join(" | ", Enum.GetNames(Type).Select(JsonName)),
            _ when Type == typeof(bool) => "true | false",
            _ => null,
        };

    /// <summary>What it may be, in a sentence: "a whole number from 1 to 8".</summary>
    public string Wanted => this switch
    {
        { IsOpen: true } => "a group of names, each with a text",
        { Range: null, Allowed: { } names } => names.Replace(
            " | ", " or ", StringComparison.Ordinal),
        { Range: null } => "a text",
        _ => (Type == typeof(double) ? "a number" : "a whole number")
            + (Range.Maximum is >= (double)long.MaxValue
                ? Text($", {Range.Minimum} or more")
                : $" from {Allowed}"),
    };

    /// <summary>How a C# name is spelt in settings.</summary>
    public static string JsonName(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>A path as flags and messages have it: <c>agent.melody.lowestKey</c>.</summary>
    public static string Dotted(string path) => path.Replace(':', '.');

    /// <summary>The setting whose name is nearest to a mistyped one; null where none is.</summary>
    public static string? Nearest(string path) =>
        NearestName.Near(path, All.Select(key => key.Path));

    /// <summary>
    /// The setting of a path in any case of letters, or the open one that it lies in.
    /// </summary>
    public static OptionKey? Find(string path) =>
        All.FirstOrDefault(key => key.Path.Equals(path, StringComparison.OrdinalIgnoreCase)
            || (key.IsOpen && IsIn(path, key.Path)
                && path.LastIndexOf(':') == key.Path.Length));

    /// <summary>True for a setting that has a value of its own.</summary>
    public static bool IsSetting(string path) => Find(path) is { } key
        && (!key.IsOpen || path.Length > key.Path.Length);

    /// <summary>True for what holds settings.</summary>
    public static bool IsGroup(string path) => All.Any(key =>
        IsIn(key.Path, path)
        || (key.IsOpen && key.Path.Equals(path, StringComparison.OrdinalIgnoreCase)));

    private static bool IsIn(string path, string group) =>
        path.StartsWith(group + ':', StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<OptionKey> KeysOf(OptionSection section) =>
        section.Keys.Concat(section.Sections.SelectMany(KeysOf));
}
