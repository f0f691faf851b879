using System.Text;
using Antiphon.Control;
using Antiphon.Control.Io;
using Antiphon.Disk.Io;
using Antiphon.Replay;
using Antiphon.Tests.Capture;
using Antiphon.Tests.Replay;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests;

/// <summary>
/// Every reader of texts (setlists, presets, charts, journals) turns any damage into its own
/// refusal, in one line and in bounded memory.
/// </summary>
public sealed class TextDamageTests : IDisposable
{
    private readonly DamagedFile _file = new();

    private TemporaryFolder Folder => _file.Folder;

    private string Mutant => _file.Path;

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_journal()
    {
        var good = string.Join('\n', JournalLineTests.Lines.Prepend(JournalLine.Heading)) + "\n";
        _file.Try<JournalException>(
            Mutants.OfJson(good).Concat(JournalLineTests.Lines.SelectMany((line, index) =>
                Mutants.OfNodes(line, most: 40).Select(mutant => Encoding.UTF8.GetBytes(
                    string.Join('\n', JournalLineTests.Lines.Select((other, at) =>
                        at == index ? Encoding.UTF8.GetString(mutant) : other)
                    .Prepend(JournalLine.Heading)) + "\n")))),
            () => ReaderDamageTests.Drain(Mutant));
    }

    [Fact]
    public void A_setlist()
    {
        var good = """
            {"pieces": [{"name": "a", "seconds": 30, "pauseSeconds": 2, "arc": true,
              "mode": "shadow", "melodyProgram": 11, "chart": "a.txt",
              "set": {"agent.melody.notesPerSecond": 1}},
             {"name": "b", "seconds": 60, "bassProgram": 32, "label": "c", "recording": "d"}],
             "then": "loop"}
            """;
        _file.Try<ControlException>(DamagedFile.Json(good), () =>
        {
            var setlist = SetlistFile.Load(Mutant);
            Assert.NotEmpty(setlist.Schedule([], new(), new PresetFolder("")));
            Assert.NotEmpty(setlist.Times());
            Assert.All(setlist.Pieces, piece => Path.Exists(piece.Chart));
        });
    }

    [Fact]
    public void A_chart()
    {
        var good = """
            Title: A Minute in G
            Key: G
            Time: 3/4
            Form: A B A
            [A]
            | G | Em | Am D7 | G "rit." |  # for people
            [B]
            |: C | D/F# | Bm7 / / E7 | Am7 |1. D7sus4 D7 :|2. N.C. | % |
            """;
        _file.Try<ChartException>(
            Mutants.Of(Encoding.UTF8.GetBytes(good), head: 200), () =>
            {
                var chart = ChartText.Read(ReadableFile.ReadText(Mutant, 1_000_000));
                Assert.NotEmpty(chart.Bars);
            });
    }

    [Fact]
    public void A_preset()
    {
        _file.Try<ControlException>(
            DamagedFile.Json("""{"policy.density": 0.5, "seed": 3}"""), () =>
            {
                File.Copy(Mutant, Folder.PathOf("a.json"), overwrite: true);
                Assert.NotNull(new PresetFolder(Folder.PathOf(".")).Find("a"));
            });
    }
}
