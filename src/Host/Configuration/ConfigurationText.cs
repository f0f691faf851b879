using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Antiphon.Host.Configuration;

/// <summary>
/// Writes <c>config/antiphon.json</c> from the options themselves, so that the file, its comments
/// and the code cannot disagree; a test holds the file against this text.
/// </summary>
internal static class ConfigurationText
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The settings in force, without comments.</summary>
    public static string Of(RigOptions options) => JsonSerializer.Serialize(options, Style);

    /// <summary>Every setting with its default.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("// Every setting of the rig with its default and its range.\n");
        text.Append("// A profile, ANTIPHON_<SECTION>__<NAME> variables and flags override it.\n");
        text.Append("{\n");
        Append(text, OptionSection.Root, "  ");
        text.Append("}\n");
        return text.ToString();
    }

    /// <summary>A default as JSON has it.</summary>
    public static JsonNode? Plain(object value) => JsonSerializer.SerializeToNode(
        value, value.GetType(), Style);

    /// <summary>A value as it is written in a file of settings.</summary>
    public static string Shown(JsonNode? value) => value?.ToJsonString(Readable) ?? "null";

    private static void Append(StringBuilder text, OptionSection section, string indent)
    {
        var left = section.Keys.Count + section.Sections.Count;
        foreach (var key in section.Keys)
        {
            var allowed = key.Allowed is { } range ? $" ({range})" : "";
            text.Append($"{indent}// {key.Meaning}{allowed}\n");
            text.Append($"{indent}\"{key.Name}\": {Literal(key.Default)}{Comma(--left)}\n");
        }

        foreach (var inner in section.Sections)
        {
            text.Append($"{indent}// {inner.Meaning}\n{indent}\"{inner.Name}\": {{\n");
            Append(text, inner, indent + "  ");
            text.Append($"{indent}}}{Comma(--left)}\n");
        }
    }

    private static string Comma(int left) => left > 0 ? "," : "";

    private static string Literal(object value) => value is Enum name
        ? $"\"{OptionKey.JsonName(name.ToString())}\""
        : JsonSerializer.Serialize(value, value.GetType());
}
