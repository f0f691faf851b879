using System.Text.Json.Nodes;

namespace Antiphon.Host.Configuration;

/// <summary>Every setting as it holds, and who gave it.</summary>
/// <param name="Options">What the rig runs with.</param>
/// <param name="Rows">One for each setting, in the order of the way of a sound.</param>
internal sealed record SettingsInForce(
    RigOptions Options, IReadOnlyList<SettingInForce> Rows)
{
    /// <param name="given">By path as the rig spells it: the last who gave each.</param>
    public static SettingsInForce Of(
        RigOptions options, IReadOnlyDictionary<string, GivenSetting> given)
    {
        var values = JsonNode.Parse(ConfigurationText.Of(options))!;
        var defaults = JsonNode.Parse(ConfigurationText.Of(new RigOptions()))!;
        return new(options, [.. OptionKey.All.SelectMany(key => key.IsOpen
            ? At(values, key.Path)!.AsObject().Select(
                entry => Row($"{key.Path}:{entry.Key}", key, values, defaults, given))
            : [Row(key.Path, key, values, defaults, given)])]);
    }

    private static SettingInForce Row(
        string path, OptionKey key, JsonNode values, JsonNode defaults,
        IReadOnlyDictionary<string, GivenSetting> given)
    {
        var (value, standard) = (At(values, path), At(defaults, path));
        // The shipped file holds every default: only what differs from them is the file's doing.
        var by = given.GetValueOrDefault(path) is { } one
            && (one.From != SettingFrom.File || !JsonNode.DeepEquals(value, standard))
                ? one
                : null;
        return new SettingInForce(
            OptionKey.Dotted(path), value?.DeepClone(), by?.From ?? SettingFrom.Default,
            by?.Where, standard?.DeepClone(), key.Allowed, key.Meaning);
    }

    private static JsonNode? At(JsonNode root, string path) =>
        path.Split(':').Aggregate(
            (JsonNode?)root, (node, name) => node is JsonObject group ? group[name] : null);
}

/// <summary>A setting as it holds.</summary>
/// <param name="Name">With dots.</param>
/// <param name="Where">As a person finds it; null for a default.</param>
/// <param name="Default">Null for an entry that nobody has from the start.</param>
internal sealed record SettingInForce(
    string Name, JsonNode? Value, SettingFrom From, string? Where, JsonNode? Default,
    string? Allowed, string Meaning)
{
    /// <summary>Who gave it, in a word or two for a person.</summary>
    public string Source => From == SettingFrom.Default ? "default" : Where!;
}
