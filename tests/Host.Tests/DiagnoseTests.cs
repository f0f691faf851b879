using System.Text.Json;
using Antiphon.Diagnosis;
using Antiphon.Host.Commands;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Hpss;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Spectre.Console;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// The diagnosis on a clip that a small vocabulary was trained on, and on one it never heard.
/// </summary>
public sealed class DiagnoseTests(DiagnoseTests.TrainedClip trained)
    : IClassFixture<DiagnoseTests.TrainedClip>
{
    [Fact]
    public async Task A_trained_clip_is_known_by_its_sound_in_the_agreed_shape()
    {
        using var document =
            JsonDocument.Parse(await trained.Diagnose(json: true, retrainAverages: true));
        var root = document.RootElement;
        Assert.Equal(
            [
                "identicalToTraining", "shiftAgreement", "frameIndexInformation", "rows",
                "denseSeconds", "footnote", "sentences",
            ],
            Keys(root));
        Assert.Contains("Equal N is", root.GetProperty("footnote").GetString());
        Assert.Contains(
            root.GetProperty("sentences").EnumerateArray(),
            sentence => sentence.GetString()!.Contains("after 4200 samples"));
        Assert.True(root.GetProperty("identicalToTraining").GetBoolean());
        var shifts = root.GetProperty("shiftAgreement");
        Assert.Equal(["53", "160", "4200"], Keys(shifts));
        Assert.All(
            shifts.EnumerateObject(), shift => Assert.InRange(shift.Value.GetDouble(), 0.1, 1));
        var rows = root.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(
            from name in RowNames
            from source in new[] { "harmonic", "percussive" }
            select (name, source),
            rows.Select(row => (
                row.GetProperty("name").GetString()!, row.GetProperty("source").GetString()!)));
        Assert.All(rows, row => Assert.Equal(RowKeys, Keys(row)));
        Assert.All(rows, row => Assert.All(
            RowKeys.Skip(2), key => Assert.True(row.GetProperty(key).GetDouble() >= 0)));
        AssertAveragesPoorer(rows);
    }

    [Fact]
    public async Task A_stream_that_another_gate_alters_is_not_identical()
    {
        using var document = JsonDocument.Parse(await trained.Diagnose(
            json: true, gate: new GateOptions { RangeDb = 12 }));
        Assert.False(document.RootElement.GetProperty("identicalToTraining").GetBoolean());
    }

    [Fact]
    public async Task People_get_the_table_and_a_verdict_on_an_unheard_clip()
    {
        var said = await trained.Diagnose(trained.Files.Wav("unheard.wav", 1.5));

        Assert.Contains("live-averaged", said, StringComparison.Ordinal);
        Assert.DoesNotContain("retrained", said, StringComparison.Ordinal);
        Assert.Contains("no training to be identical to", said, StringComparison.Ordinal);
        Assert.Contains("after 4200 samples", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_little_sound_to_fit_averages_to_is_refused() =>
        await Assert.ThrowsAsync<TooLittleAudioException>(() => trained.Diagnose(
            trained.Files.Wav("short.wav", 1), retrainAverages: true));

    private static void AssertAveragesPoorer(List<JsonElement> rows)
    {
        foreach (var source in new[] { "harmonic", "percussive" })
        {
            double Figure(string name, string key) => rows
                .Single(row => row.GetProperty("name").GetString() == name
                    && row.GetProperty("source").GetString() == source)
                .GetProperty(key).GetDouble();
            var all = Figure(DiagnosisRowNames.LiveAllFrames, "perplexity");

            Assert.True(Figure(DiagnosisRowNames.LiveAveraged, "perplexity") < 0.9 * all);
            Assert.True(
                Figure(DiagnosisRowNames.LiveAveraged, "unique")
                < Figure(DiagnosisRowNames.LiveAllFrames, "unique"));
            Assert.Equal(
                Figure(DiagnosisRowNames.LiveAveraged, "n"),
                Figure(DiagnosisRowNames.EqualNControl, "n"));
        }
    }

    private static string[] RowNames =>
    [
        "training", "live-all-frames", "live-shifted", "live-averaged", "equal-n-control",
        "dense-averaged", "unsplit", "retrained-averages",
    ];

    private static string[] RowKeys =>
    [
        "name", "source", "n", "unique", "top1Share", "top3Share", "entropyBits", "perplexity",
        "conditionalEntropyBits", "uniqueAtEqualN", "uniqueAtEqualNSpread",
    ];

    private static IEnumerable<string> Keys(JsonElement element) =>
        element.EnumerateObject().Select(property => property.Name);

    /// <summary>A clip, learned from once by few words, and renamed since.</summary>
    public sealed class TrainedClip : IAsyncLifetime, IDisposable
    {
        private static readonly RigOptions Few = new()
        {
            Vocabulary = new VocabularyOptions { TokenCount = 32 },
            Training = new TrainingOptions { LeastFramesPerToken = 5 },
        };

        internal TestFiles Files { get; } = new();

        private string Vocabulary => Files.Path("v.safetensors");

        public async Task InitializeAsync()
        {
            var audio = Files.Wav("music.wav", seconds: 5);
            using var said = new StringWriter();
            await TrainCommand.Run(Speaking(said, json: false), Few, [audio], Vocabulary);
            Assert.Equal(4, VocabularyFile.Load(Vocabulary).Hearings.Count);
            File.Move(audio, Files.Path("renamed.wav"));
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => Files.Dispose();

        /// <summary>What the command says; of the clip itself where no other is named.</summary>
        internal async Task<string> Diagnose(
            string? audio = null,
            bool json = false,
            bool retrainAverages = false,
            GateOptions? gate = null)
        {
            using var said = new StringWriter();
            var exit = await DiagnoseCommand.Run(
                Speaking(said, json),
                gate is null ? Few : Few with { Gate = gate },
                audio ?? Files.Path("renamed.wav"),
                Vocabulary,
                retrainAverages);
            Assert.Equal(0, exit);
            return said.ToString();
        }

        private static Terminal Speaking(StringWriter said, bool json)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(said),
                Interactive = InteractionSupport.No,
            });
            console.Profile.Width = 1_000;
            return new Terminal(console, console, json);
        }
    }
}
