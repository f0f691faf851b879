using System.Text.Json;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Control.Io;
using Antiphon.Notes;
using Antiphon.Replay;
using Antiphon.Session;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>
/// What files of version 0.1.0 call things: much of it is derived from names in this code, and a
/// name that is changed here would make old sessions and presets unreadable.
/// </summary>
public sealed class KeptNamesTests
{
    public static TheoryData<string> JournalLines =>
        [.. Reference("journal.jsonl").Skip(1)];

    private static readonly ControlCommand[] Commands =
    [
        new Mute(true), new Panic(), new Hold(true), new Pause(true), new Yield(),
        new FixMode(Mode.Imitate), new FreeMode(),
        new SetParameter("agent.melody.notesPerSecond", 3), new ChooseLabel("chorus"),
        new ChooseRecording("one.wav"), new ChangeProgram(Voice.Melody, 12),
        new BeginArc(90), new TellTime(11.5),
        new RecallPreset("calm"), new SavePreset("calm"), new Approve(), new GoBack(), new Change(),
    ];

    private static readonly InputChanged[] Events =
    [
        new InputLost("card", 500), new InputRegained("card", 2.5, 1),
        new InputStillLost("card", 3, "gone", true),
    ];

    private const string Music =
        "\"music\":\"answer, start, samples, 1: nothing was heard of it; notes that began: onset, "
        + "key, loudness (dB), sureness, known at; notes that ended: onset, key, end, known at; "
        + "hits: time, drum, loudness (dB), sureness, known at\",";

    [Fact]
    public void The_first_line_of_a_journal_says_what_it_said_and_what_has_come_since() =>
        Assert.Equal(
            Reference("journal.jsonl")[0]
                .Replace("\"journal\":1", "\"journal\":4", StringComparison.Ordinal)
                .Replace("\"gap, ended", $"{Music}\"gap, ended", StringComparison.Ordinal)
                .Replace(
                    "\"key\":",
                    "\"key down\":\"answer, onset, key, velocity\",\"key\":",
                    StringComparison.Ordinal),
            JournalLine.Heading);

    [Theory]
    [MemberData(nameof(JournalLines))]
    public void A_line_of_an_old_journal_is_read_and_written_as_it_was(string line) =>
        Assert.Equal(
            line,
            JournalLine.Of(JournalReading.Entry(JsonSerializer.Deserialize<JsonElement>(line))));

    [Fact]
    public void A_command_or_an_event_of_an_input_is_written_as_it_was()
    {
        var now = SampleTime.FromSeconds(0.5);
        List<string> lines =
        [
            .. Commands.Select(command => SessionLine.Of(new ControlGiven(command, now))),
            .. Events.Select(change => SessionLine.Of(change, now, DateTimeOffset.UnixEpoch)),
        ];
        var then = Reference("lines.jsonl");
        Assert.Equal(then.Length, lines.Count);
        Assert.All(then.Zip(lines), pair => AssertKept(pair.First, pair.Second));
    }

    [Fact]
    public void A_preset_is_a_number_by_the_name_of_each_parameter()
    {
        using var folder = new TempFolder();
        var presets = new PresetFolder(folder.Path);
        presets.Save("calm", new Dictionary<string, double> { ["agent.melody.playShare"] = 0.25 });
        var file = Path.Combine(folder.Path, "calm.json");
        Assert.Equal(
            """{"agent.melody.playShare":0.25}""",
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file))));
        File.WriteAllText(file, """{ "agent.bass.playShare": 0.5 }""");
        Assert.Equal(0.5, presets.Find("calm")!["agent.bass.playShare"]);
    }

    // More may be said today; all that was said then is, under the same names.
    private static void AssertKept(string then, string now)
    {
        var (was, answer) = (Parse(then), Parse(now));
        foreach (var field in was.EnumerateObject())
        {
            Assert.True(answer.TryGetProperty(field.Name, out var value), $"{then} became {now}");
            if (field.Value.ValueKind == JsonValueKind.Object)
            {
                AssertKept(field.Value.GetRawText(), value.GetRawText());
            }
            else
            {
                Assert.Equal(field.Value.GetRawText(), value.GetRawText());
            }
        }

        static JsonElement Parse(string text) => JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static string[] Reference(string name) => File.ReadAllLines(
        Path.Combine(AppContext.BaseDirectory, "ReferenceData", "0.1.0", name));

    private sealed class TempFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-test-");

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
