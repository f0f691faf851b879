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
    private const string EnvironmentPrefix = "ANTIPHON_";

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
    /// <exception cref="CommandException">The configuration is not usable; exit code 2.</exception>
    public static RigOptions Load(string? profile, IEnumerable<string> overrides)
    {
        try
        {
            var builder = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(Folder, "antiphon.json"), optional: false);
            if (profile is not null)
            {
                builder.AddJsonFile(ProfilePath(profile), optional: false);
            }

            var configuration = builder
                .AddEnvironmentVariables(EnvironmentPrefix)
                .AddInMemoryCollection(overrides.Select(Override))
                .Build();
            RefuseUnknown(configuration);
            var options = configuration.Get<RigOptions>() ?? new RigOptions();
            Validate(options);
            return options;
        }
        catch (Exception e) when (
            e is InvalidDataException or FileNotFoundException or InvalidOperationException)
        {
            var reason = (e.InnerException ?? e).Message;
            throw CommandException.BadUsage($"the configuration cannot be read: {reason}", e);
        }
    }

    private static string ProfilePath(string profile)
    {
        var path = Path.Combine(ProfileFolder, profile + ".json");
        return File.Exists(path)
            ? path
            : throw CommandException.BadUsage(
                $"there is no profile '{profile}'; choose one of: {string.Join(", ", Profiles)}");
    }

    private static KeyValuePair<string, string?> Override(string flag)
    {
        var parts = flag.Split('=', 2);
        return parts.Length == 2
            ? new(parts[0].Replace('.', ':'), parts[1])
            : throw CommandException.BadUsage($"--set wants section.name=value, not '{flag}'");
    }

    private static void RefuseUnknown(IConfigurationRoot configuration)
    {
        foreach (var (path, value) in configuration.AsEnumerable())
        {
            var isSection = value is null or "";
            var known = OptionKey.All.Any(key =>
                key.Path.Equals(path, StringComparison.OrdinalIgnoreCase)
                || (key.IsOpen
                    && path.StartsWith(key.Path + ':', StringComparison.OrdinalIgnoreCase))
                || (isSection
                    && key.Path.StartsWith(path + ':', StringComparison.OrdinalIgnoreCase)));
            if (!known)
            {
                throw CommandException.BadUsage(
                    $"the configuration has no setting '{path}'; "
                    + $"did you mean '{OptionKey.Nearest(path)}'?");
            }
        }
    }

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
            if (!Validator.TryValidateObject(
                value, new(value), faults, validateAllProperties: true))
            {
                throw CommandException.BadUsage(
                    $"configuration, section '{inner}': {faults[0].ErrorMessage}");
            }

            Validate(value, inner + ":");
        }
    }
}
