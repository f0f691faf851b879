using System.Text.Json;
using Antiphon.Disk.Io;

namespace Antiphon.Encoder.Io;

/// <summary>
/// The licence under which a published folder says that its weights are: in its model card
/// (README.md, <c>license:</c> between the lines of dashes), in config.json, or in a LICENSE file
/// whose text is known.
/// </summary>
public static class ModelLicence
{
    /// <summary>What is written where nothing says it.</summary>
    public const string Unknown = "unknown";

    private const int MostBytes = 1_000_000;
    private const int LongestName = 60;

    private static readonly string[] Files =
        ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"];

    // What the first lines of a licence say, the longer names first.
    private static readonly (string Words, string Name)[] Known =
    [
        ("attribution-noncommercial-sharealike 4.0", "CC-BY-NC-SA-4.0"),
        ("attribution-noncommercial-noderivatives 4.0", "CC-BY-NC-ND-4.0"),
        ("attribution-noncommercial 4.0", "CC-BY-NC-4.0"),
        ("attribution-sharealike 4.0", "CC-BY-SA-4.0"),
        ("attribution 4.0", "CC-BY-4.0"),
        ("cc0 1.0", "CC0-1.0"),
        ("apache license version 2.0", "Apache-2.0"),
        ("gnu affero general public license version 3", "AGPL-3.0"),
        ("gnu general public license version 3", "GPL-3.0"),
        ("mit license", "MIT"),
        ("permission is hereby granted, free of charge", "MIT"),
        ("redistribution and use in source and binary forms", "BSD"),
    ];

    /// <summary>What a folder says; <see cref="Unknown"/> where it says nothing that is known.
    /// </summary>
    public static string Of(string folder) =>
        InCard(Text(folder, "README.md")) ?? InConfig(Text(folder, "config.json"))
        ?? Files.Select(file => InText(Text(folder, file))).FirstOrDefault(name => name is not null)
        ?? Unknown;

    private static string? InCard(string card)
    {
        var lines = card.ReplaceLineEndings("\n").Split('\n');
        return lines[0].Trim() == "---"
            ? lines.Skip(1).TakeWhile(line => line.Trim() != "---")
                .Where(line => line.StartsWith("license:", StringComparison.OrdinalIgnoreCase))
                .Select(line => Clean(line["license:".Length..]))
                .FirstOrDefault(name => name is not null)
            : null;
    }

    private static string? InConfig(string config)
    {
        try
        {
            using var document = JsonDocument.Parse(config);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("license", out var licence)
                && licence.ValueKind == JsonValueKind.String
                ? Clean(licence.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? InText(string text)
    {
        var words = string.Join(
            ' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Take(400)).Replace("license, version", "license version");
        return Known.Where(known => words.Contains(known.Words, StringComparison.Ordinal))
            .Select(known => known.Name).FirstOrDefault();
    }

    // A name and nothing else: what is kept of it is shown to people.
    private static string? Clean(string text)
    {
        var name = text.Split(" #")[0].Trim().Trim('"', '\'', '[', ']').Trim();
        return name.Length is > 0 and <= LongestName
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '+' or ' ')
            && !name.Equals(Unknown, StringComparison.OrdinalIgnoreCase)
            ? name
            : null;
    }

    private static string Text(string folder, string file)
    {
        try
        {
            return ReadableFile.ReadText(Path.Combine(folder, file), MostBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is not there, or says nothing.
            return "";
        }
    }
}
