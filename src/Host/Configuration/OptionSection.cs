using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Antiphon.Host.Configuration;

/// <summary>A group of settings, and the groups within it.</summary>
/// <param name="Path">Empty for the root.</param>
/// <param name="Keys">Its own settings, in the order of declaration.</param>
internal sealed record OptionSection(
    string Path, string Meaning, IReadOnlyList<OptionKey> Keys,
    IReadOnlyList<OptionSection> Sections)
{
    /// <summary>The whole configuration.</summary>
    public static OptionSection Root { get; } = Of(new RigOptions(), "", "");

    public string Name => Path[(Path.LastIndexOf(':') + 1)..];

    // What has no description is derived, and not a setting.
    private static OptionSection Of(object options, string path, string meaning)
    {
        var described =
            from property in options.GetType().GetProperties()
            let description = property.GetCustomAttribute<DescriptionAttribute>()?.Description
            where description is not null
            let name = OptionKey.JsonName(property.Name)
            select (property, description, path: path.Length == 0 ? name : $"{path}:{name}",
                value: property.GetValue(options)!);
        var all = described.ToList();
        return new OptionSection(
            path,
            meaning,
            [.. all.Where(one => !IsSection(one.property)).Select(one => new OptionKey(
                one.path, one.description, one.value,
                one.property.GetCustomAttribute<RangeAttribute>(), one.property.PropertyType))],
            [.. all.Where(one => IsSection(one.property))
                .Select(one => Of(one.value, one.path, one.description))]);
    }

    private static bool IsSection(PropertyInfo property) =>
        property.PropertyType.IsClass
        && !property.PropertyType.IsAssignableTo(typeof(IEnumerable));
}
