using System.Text;
using System.Text.Json;

namespace Antiphon.Host.Configuration;

/// <summary>
/// Writes <c>config/antiphon.json</c> from the options themselves, so that the file, its comments
/// and the code cannot disagree; a test holds the file against this text.
/// </summary>
internal static class ConfigurationText
{
    public static string Write()
    {
        var text = new StringBuilder();
        text.AppendLine("// Every setting of the rig with its default and its range.");
        text.AppendLine("// config/profiles/*.json, then ANTIPHON_<SECTION>__<NAME>, then flags override it.");
        text.AppendLine("{");
        var sections = OptionKey.All.GroupBy(key => key.Section).ToList();
        foreach (var section in sections)
        {
            text.AppendLine($"  // {OptionKey.MeaningOf(section.Key)}");
            text.AppendLine($"  \"{section.Key}\": {{");
            text.AppendJoin(",\n", section.Select(Setting));
            text.AppendLine();
            text.AppendLine(section.Key == sections[^1].Key ? "  }" : "  },\n");
        }

        text.AppendLine("}");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Setting(OptionKey key)
    {
        var allowed = key.Allowed is { } range ? $" ({range})" : "";
        return $"    // {key.Meaning}{allowed}\n    \"{key.Name}\": {Literal(key.Default)}";
    }

    private static string Literal(object value) => value is Enum name
        ? $"\"{OptionKey.JsonName(name.ToString())}\""
        : JsonSerializer.Serialize(value, value.GetType());
}
