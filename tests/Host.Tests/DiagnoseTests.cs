using System.Text.Json;
using Antiphon.Diagnosis;
using Antiphon.Perception.Io;
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
        var run = await trained.Diagnose("--retrain-averages", "--json");

        Assert.True(run.ExitCode == 0, run.Errors);
        using var document = JsonDocument.Parse(run.Output);
        var root = document.RootElement;
        Assert.Equal(
            ["identicalToTraining", "shiftAgreement", "frameIndexInformation", "rows"], Keys(root));
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
        var run = await trained.Diagnose("--set", "gate.absoluteDb=-30", "--json");

        Assert.True(run.ExitCode == 0, run.Errors);
        using var document = JsonDocument.Parse(run.Output);
        Assert.False(document.RootElement.GetProperty("identicalToTraining").GetBoolean());
    }

    [Fact]
    public async Task People_get_the_table_and_a_verdict_on_an_unheard_clip()
    {
        var run = await AntiphonProcess.Run("diagnose", trained.Files.Wav("unheard.wav", 1.5));

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("live-averaged", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("retrained", run.Output, StringComparison.Ordinal);
        Assert.Contains("no training to be identical to", run.Output, StringComparison.Ordinal);
        Assert.Contains("after 4200 samples", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_little_sound_to_fit_averages_to_is_refused() =>
        (await AntiphonProcess.Run(
            "diagnose", trained.Files.Wav("short.wav", 1.5), "--retrain-averages"))
            .AssertRefused(3, "too little sound");

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
            Assert.True(Figure(DiagnosisRowNames.DenseAveraged, "perplexity") < all);
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
        "conditionalEntropyBits", "uniqueAtEqualN",
    ];

    private static IEnumerable<string> Keys(JsonElement element) =>
        element.EnumerateObject().Select(property => property.Name);

    /// <summary>A clip, learned from once, and renamed since.</summary>
    public sealed class TrainedClip : IAsyncLifetime
    {
        private const string FewWords = "vocabulary.tokenCount=16";

        internal TestFiles Files { get; } = new();

        public async Task InitializeAsync()
        {
            var audio = Files.Wav("music.wav", seconds: 7);
            var run = await AntiphonProcess.Run(
                "train", audio, "--out", Files.Path("v.safetensors"), "--set", FewWords);
            Assert.True(run.ExitCode == 0, run.Errors);
            Assert.Equal(4, VocabularyFile.Load(Files.Path("v.safetensors")).Hearings.Count);
            File.Move(audio, Files.Path("renamed.wav"));
        }

        public Task DisposeAsync()
        {
            Files.Dispose();
            return Task.CompletedTask;
        }

        internal Task<AntiphonProcess> Diagnose(params string[] more) => AntiphonProcess.Run(
            [
                "diagnose", Files.Path("renamed.wav"),
                "--vocabulary", Files.Path("v.safetensors"), "--set", FewWords, .. more,
            ]);
    }
}
