using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Antiphon.Agent;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Perception;
using Antiphon.Replay;
using Antiphon.Session.Io;

namespace Antiphon.Host.Composition;

/// <summary>
/// What a session began with, as <c>start.json</c>: with its journal, all that a replay needs.
/// </summary>
internal sealed record SessionStart
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The version of this program.</summary>
    public static string Here { get; } =
        typeof(SessionStart).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>The version of the program that played.</summary>
    public required string Rig { get; init; }

    /// <summary>When that was, by the clock on the wall.</summary>
    public required DateTimeOffset Began { get; init; }

    public required HeardInput Input { get; init; }

    /// <summary>On a virtual clock.</summary>
    public required bool Freewheel { get; init; }

    /// <summary>What the mind heard by.</summary>
    public required HearingLines Lines { get; init; }

    public required UsedFile Vocabulary { get; init; }

    /// <summary>SHA-256 of the perception contract.</summary>
    public required string Contract { get; init; }

    public required IReadOnlyList<UsedFile> Corpora { get; init; }

    /// <summary>Commands that took effect by themselves, as lines of the journal.</summary>
    public required IReadOnlyList<JsonElement> Schedule { get; init; }

    /// <summary>Whether events went to the outputs ahead of their time.</summary>
    public required bool SoundsAtDue { get; init; }

    public required RigOptions Options { get; init; }

    /// <param name="Address">As it was given.</param>
    /// <param name="Name">As it is called.</param>
    /// <param name="Sha256">Of its file; null for what is no file.</param>
    /// <param name="Seconds">After which it was ended; null for the whole.</param>
    internal sealed record HeardInput(
        string Address, string Name, string? Sha256, double? Seconds);

    /// <param name="Path">Where it lay.</param>
    /// <param name="Sha256">
    /// Of its bytes, lower-case hex; of a vocabulary: of its words, which are what counts.
    /// </param>
    internal sealed record UsedFile(string Path, string Sha256);

    /// <summary>Leaves in a folder what is known before the first sound.</summary>
    public static void Write(
        SessionFolder folder, RigOptions options, PlaySettings settings, Vocabulary vocabulary,
        string inputName, MindStart mind, IMidiOutput output) => SessionFile.WriteText(
            folder.Start,
            JsonSerializer.Serialize(
                Of(options, settings, vocabulary, inputName, mind, output), Style) + "\n");

    private static SessionStart Of(
        RigOptions options, PlaySettings settings, Vocabulary vocabulary, string inputName,
        MindStart mind, IMidiOutput output) => new()
        {
            Rig = Here,
            Began = TimeProvider.System.GetLocalNow(),
            Input = new HeardInput(
                settings.Input, inputName, FileOf(settings.Input) is { } file ? Hash(file) : null,
                settings.DurationSeconds),
            Freewheel = settings.Freewheel,
            Lines = mind.Lines,
            Vocabulary = new UsedFile(
                Path.GetFullPath(settings.Vocabulary), vocabulary.WordsSha256()),
            Contract = vocabulary.Contract.Sha256(),
            Corpora =
            [
                .. settings.Corpora.Select(
                    path => new UsedFile(Path.GetFullPath(path), Hash(path))),
            ],
            Schedule =
            [
                .. mind.Schedule.Select(given => JsonSerializer.Deserialize<JsonElement>(
                    JournalLine.Of(new CommandFollowed(given)))),
            ],
            SoundsAtDue = output.SoundsAtDue,
            Options = options,
        };

    /// <summary>By which lines a mind hears.</summary>
    public static HearingLines LinesOf(bool freewheel) => freewheel
        ? HearingLines.TokensAndReflexes
        : HearingLines.LateTokensAndReflexes;

    /// <summary>Reads it from a session's folder.</summary>
    /// <exception cref="CommandException">There is none, or not of this version.</exception>
    public static SessionStart Load(SessionFolder folder)
    {
        if (!File.Exists(folder.Start))
        {
            throw CommandException.Refused(
                $"there is no {folder.Start}: this is no session, or one that was played before "
                + "sessions could be replayed");
        }

        SessionStart start;
        try
        {
            var text = File.ReadAllText(folder.Start);
            RequireVersion(folder, text);
            start = JsonSerializer.Deserialize<SessionStart>(text, Style)!;
        }
        catch (JsonException e)
        {
            throw CommandException.Refused($"{folder.Start} cannot be read: {e.Message}");
        }

        return start;
    }

    /// <summary>The commands that took effect by themselves.</summary>
    public IReadOnlyList<ControlGiven> Followed() =>
        [.. Schedule.Select(line => ((CommandFollowed)JournalReading.Entry(line)).Given)];

    /// <summary>The file behind the address of a recording; null where there is none.</summary>
    public static string? FileOf(string address)
    {
        var path = address.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? address["file:".Length..]
            : address;
        return File.Exists(path) ? path : null;
    }

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static void RequireVersion(SessionFolder folder, string text)
    {
        using var document = JsonDocument.Parse(text);
        var rig = document.RootElement.TryGetProperty("rig", out var version)
            ? version.ToString()
            : "an unknown one";
        if (rig != Here)
        {
            throw CommandException.Refused(
                $"{folder.FullPath} was played by another version of the rig ({rig}; this is "
                + $"{Here}): another mind decides otherwise; replay it with that version");
        }
    }
}
