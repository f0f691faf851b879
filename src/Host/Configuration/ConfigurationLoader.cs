using System.Collections;
using System.ComponentModel.DataAnnotations;
using Antiphon.Host.Output;
using Microsoft.Extensions.Configuration;

namespace Antiphon.Host.Configuration;

/// <summary>
/// Reads the settings: <c>config/antiphon.json</c>, then a profile, then <c>ANTIPHON_*</c>
/// variables, then flags. Unknown names and values out of range are refused, each in one line.
/// </summary>
internal static class ConfigurationLoader
{
    /// <summary>Where the shipped configuration lies.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "config");

    /// <summary>The profiles that there are, by name.</summary>
    public static IReadOnlyList<string> Profiles =>
    [
        .. Directory.EnumerateFiles(ProfileFolder, "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal),
    ];

    private static string ProfileFolder => Path.Combine(Folder, "profiles");

    /// <param name="profile">Name of a profile in <c>config/profiles</c>, or null.</param>
    /// <param name="overrides">Flags of the form <c>section.name=value</c>.</param>
    /// <param name="model">
    /// A model that was named by a flag of its own: the last word on it; null for none.
    /// </param>
    /// <exception cref="CommandException">The configuration is not usable; exit code 2.</exception>
    public static RigOptions Load(
        string? profile, IEnumerable<string> overrides, GivenSetting? model = null) =>
        Read(profile, overrides, model).Options;

    /// <summary>The same, with who gave each setting.</summary>
    /// <exception cref="CommandException">The configuration is not usable; exit code 2.</exception>
    public static SettingsInForce Read(
        string? profile, IEnumerable<string> overrides, GivenSetting? model = null) => Read(
        [
            .. SettingsFile.Read(Path.Combine(Folder, "antiphon.json"), SettingFrom.File),
            .. profile is null ? [] : SettingsFile.Read(ProfilePath(profile), SettingFrom.Profile),
            .. SettingVariables.Read(Environment.GetEnvironmentVariables()),
            .. overrides.Select(Override),
            .. model is null ? Array.Empty<GivenSetting>() : [model],
        ]);

    /// <param name="given">What comes later overrides.</param>
    /// <exception cref="CommandException">The configuration is not usable; exit code 2.</exception>
    public static SettingsInForce Read(IEnumerable<GivenSetting> given)
    {
        var last = new Dictionary<string, GivenSetting>();
        foreach (var one in given)
        {
            var (path, value) = SettingCheck.Of(one);
            last[path] = one with { Path = path, Text = value };
        }

        var options = new ConfigurationBuilder()
            .AddInMemoryCollection(
                last.Select(one => KeyValuePair.Create(one.Key, one.Value.Text)))
            .Build()
            .Get<RigOptions>() ?? new RigOptions();
        Validate(options);
        return SettingsInForce.Of(options, last);
    }

    private static string ProfilePath(string profile)
    {
        var path = Path.Combine(ProfileFolder, profile + ".json");
        return File.Exists(path)
            ? path
            : throw CommandException.BadUsage(
                $"there is no profile '{profile}'; choose one of: {string.Join(", ", Profiles)}");
    }

    private static GivenSetting Override(string flag) =>
        flag.Split('=', 2) is [{ Length: > 0 } name, var value]
            ? new(name.Replace('.', ':'), value, "", SettingFrom.Flag, $"--set {flag}")
            : throw CommandException.BadUsage(
                $"--set wants a setting and its value, as in --set agent.seed=7, not '{flag}'");

    /// <summary>Holds settings against their ranges.</summary>
    /// <exception cref="CommandException">One is out of range, or missing.</exception>
    public static void Validate(object options, string path = "")
    {
        foreach (var property in options.GetType().GetProperties())
        {
            if (property.GetValue(options) is not { } value
                || value is IEnumerable
                || !value.GetType().IsClass)
            {
                continue;
            }

            var inner = path + OptionKey.JsonName(property.Name);
            var faults = new List<ValidationResult>();
            try
            {
                if (!Validator.TryValidateObject(
                    value, new(value), faults, validateAllProperties: true))
                {
                    throw CommandException.BadUsage(
                        $"settings of {inner}: {faults[0].ErrorMessage}");
                }
            }
            catch (OverflowException e)
            {
                throw CommandException.BadUsage(
                    $"settings of {inner}: a number is far out of its range", e);
            }

            Validate(value, inner + ".");
        }
    }
}
