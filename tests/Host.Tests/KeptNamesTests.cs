using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Antiphon.Host.Configuration;
using Antiphon.Session;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// What people and files of version 0.1.0 (commit c52fc5a) use keeps its name, its range and its
/// default; much of it is derived from names in this code. New names may come, none may go.
/// </summary>
[Collection(PlayedOnce.Name)]
public sealed partial class KeptNamesTests(PlayedOnce played) : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Every_setting_is_where_it_was_with_its_meaning_range_and_default()
    {
        var then = Settings(Reference("config.txt"));
        Assert.True(then.Count > 180, $"{then.Count} settings");
        AssertKept(then, Settings(await Lines("config")));
        Assert.Equal(
            Reference("config.txt")[..2], ConfigurationText.Write().Split('\n')[..2]);
    }

    [Fact]
    public async Task Every_control_is_where_it_was_for_people()
    {
        var then = Reference("controls.txt")
            .Where(line => !line.Contains('─', StringComparison.Ordinal)).Select(Cells).ToList();
        Assert.True(then.Count > 100, $"{then.Count} controls");
        AssertKept(then, (await Lines("controls")).Select(Cells));
    }

    [Fact]
    public async Task Every_control_is_where_it_was_for_machines()
    {
        var now = JsonNode.Parse((await CommandRun.Here("controls", "--json")).Done().Output)!
            .AsArray().ToDictionary(one => (string)one!["name"]!, one => one!.AsObject());
        var then = JsonNode.Parse(string.Join('\n', Reference("controls.json")))!.AsArray();
        Assert.All(then, was =>
        {
            var name = (string)was!["name"]!;
            Assert.True(now.TryGetValue(name, out var control), $"{name} is gone");
            Assert.All(was.AsObject(), field => Assert.True(
                control.TryGetPropertyValue(field.Key, out var value)
                    && JsonNode.DeepEquals(field.Value, value),
                $"{name}: {field.Key} is no longer {field.Value}"));
        });
    }

    [Fact]
    public async Task Every_command_and_every_flag_is_there()
    {
        var then = Commands(Reference("commands.txt"));
        Assert.True(then.Count > 150, $"{then.Count} names");
        foreach (var usage in then.Select(name => name.Usage).Distinct())
        {
            var words = usage.Split(' ')[1..].TakeWhile(word => char.IsLetter(word[0]));
            var help = (await CommandRun.Here([.. words, "--help"])).Done().Output.Split('\n');
            var at = Array.IndexOf(help, "Usage:") + 1;
            // A command may have come to hold another, as config holds show.
            var now = Arguments(help[at].Trim());
            Assert.Contains(
                Arguments(usage),
                new[] { now, now.Replace("[command] ", "", StringComparison.Ordinal) });
            AssertKept(
                then.Where(name => name.Usage == usage).Select(name => name.Entry),
                help.Select(line => Cells(line).Split(" | ")[0]));
        }
    }

    [Fact]
    public async Task Every_field_of_a_session_is_there()
    {
        var (folder, recalled) = (_files.Path("played"), _files.Path("recalled"));
        played.CopyTo(folder);
        (await CommandRun.Here(
            "play", "--input", $"file:{played.Audio}", "--freewheel", "--corpus", played.Corpus,
            "--set", "agent.composedShare=0", "--session", recalled)).Done();
        var now = new[] { "summary.json", "start.json", "decisions.jsonl", "tokens.jsonl" }
            .SelectMany(file => new[] { folder, recalled }
                .SelectMany(session => Documents(Path.Combine(session, file)))
                .SelectMany(document => Fields(document, "")).Distinct()
                .Select(field => $"{file} {field}"));
        var then = Reference("fields.txt");
        Assert.True(then.Length > 400, $"{then.Length} fields");
        AssertKept(then, now);
    }

    // What a summary says of a live session alone.
    [Fact]
    public void Every_field_of_a_live_session_is_there()
    {
        Assert.StartsWith(
            """{"wait":"a","rank":"b",""",
            Text(new SessionSummary.Timing("a", "b", 2, 1)));
        Assert.StartsWith(
            """{"address":"a","messages":1,"dropped":2,"notes":3,""",
            Text(new SessionSummary.MidiInput("a", 1, 2, 3, 4)));
        Assert.Equal(
            ["midiIn", "midiTiming"],
            typeof(SessionSummary).GetProperties()
                .Where(one => one.PropertyType == typeof(SessionSummary.Timing)
                    || one.PropertyType == typeof(SessionSummary.MidiInput))
                .Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.Name)).Order());

        static string Text(object figures) =>
            JsonSerializer.Serialize(figures, JsonSerializerOptions.Web);
    }

    private static void AssertKept(IEnumerable<string> then, IEnumerable<string> now)
    {
        var gone = then.Except(now).ToList();
        Assert.True(gone.Count == 0, "gone or changed:\n" + string.Join('\n', gone));
    }

    /// <summary>Each setting by its path, with what the comment above it says of it.</summary>
    private static List<string> Settings(IEnumerable<string> lines)
    {
        List<string> settings = [];
        var (path, meaning) = (new Stack<string>(), "");
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                meaning = line;
            }
            else if (Setting().Match(line) is { Success: true } match)
            {
                var name = string.Join('.', path.Reverse().Append(match.Groups["name"].Value));
                var value = match.Groups["value"].Value.TrimEnd(',');
                settings.Add($"{name} = {value} {meaning}");
                meaning = "";
                if (value == "{")
                {
                    path.Push(match.Groups["name"].Value);
                }
            }
            else if (line.StartsWith('}') && path.Count > 0)
            {
                path.Pop();
            }
        }

        return settings;
    }

    private static List<(string Usage, string Entry)> Commands(IEnumerable<string> lines)
    {
        List<(string, string)> names = [];
        var usage = "";
        foreach (var line in lines)
        {
            if (line[0] != ' ')
            {
                usage = line;
            }
            else
            {
                names.Add((usage, line.Trim()));
            }
        }

        return names;
    }

    // The program has another name where it is called by a test.
    private static string Arguments(string usage) => usage[(usage.IndexOf(' ') + 1)..];

    private static string Cells(string line) =>
        string.Join(" | ", Gaps().Split(line.Trim()).Select(cell => cell.Trim()));

    private static IEnumerable<JsonElement> Documents(string file) =>
        file.EndsWith(".json", StringComparison.Ordinal)
            ? [JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file))]
            : File.ReadLines(file).Select(line => JsonSerializer.Deserialize<JsonElement>(line));

    private static IEnumerable<string> Fields(JsonElement element, string path) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(field =>
                Fields(field.Value, $"{path}{field.Name}.").Prepend(path + field.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item =>
                Fields(item, path.Length == 0 ? "[]." : $"{path[..^1]}[].")),
            _ => [],
        };

    private static async Task<string[]> Lines(string command) =>
        (await CommandRun.Here(command)).Done().Output.Split('\n');

    private static string[] Reference(string name) => File.ReadAllLines(
        Path.Combine(AppContext.BaseDirectory, "ReferenceData", "0.1.0", name));

    [GeneratedRegex("^\"(?<name>[^\"]+)\": (?<value>.+)$")]
    private static partial Regex Setting();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gaps();
}
