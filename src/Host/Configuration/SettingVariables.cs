using System.Collections;

namespace Antiphon.Host.Configuration;

/// <summary>Settings in the environment: <c>ANTIPHON_AGENT__SEED</c>.</summary>
internal static class SettingVariables
{
    private const string Prefix = "ANTIPHON_";
    private const string Between = "__";

    /// <param name="environment">Of the process, name by name.</param>
    /// <returns>In the order of their names.</returns>
    public static IReadOnlyList<GivenSetting> Read(IDictionary environment) =>
    [
        .. from name in environment.Keys.Cast<string>()
           where name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
           orderby name
           select new GivenSetting(
               name[Prefix.Length..].Replace(Between, ":", StringComparison.Ordinal),
               (string?)environment[name] ?? "", "", SettingFrom.Environment, name),
    ];

    /// <summary>The variable of a setting.</summary>
    public static string NameOf(string path) =>
        Prefix + path.Replace(":", Between, StringComparison.Ordinal).ToUpperInvariant();
}
