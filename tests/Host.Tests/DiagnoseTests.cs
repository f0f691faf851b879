using System.Text.Json;
using Antiphon.Capture.Io;
using Antiphon.Diagnosis;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Hpss;
using Antiphon.Perception;
using Antiphon.Perception.Io;
using Antiphon.Quantizer;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// The diagnosis on a clip that a small vocabulary was trained on, and on one it never heard.
/// </summary>
public sealed class DiagnoseTests : IDisposable
{
    private const int Words = 16;
    private static readonly RigOptions Options = new()
    {
        Vocabulary = new VocabularyOptions { TokenCount = Words },
    };

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_command_answers_machines_in_the_agreed_shape()
    {
        var audio = _files.Wav("music.wav", seconds: 7);
        await SaveVocabularyOf(audio);
        File.Move(audio, _files.Path("renamed.wav"));
        var run = await AntiphonProcess.Run(
            "diagnose", _files.Path("renamed.wav"), "--vocabulary", _files.Path("v.safetensors"),
            "--set", $"vocabulary.tokenCount={Words}", "--retrain-averages", "--json");

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
    }

    [Fact]
    public async Task People_get_the_table_and_a_verdict()
    {
        var audio = _files.Wav("music.wav", seconds: 2.5);
        var run = await AntiphonProcess.Run("diagnose", audio);

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("live-averaged", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("retrained", run.Output, StringComparison.Ordinal);
        Assert.Contains("no training to be identical to", run.Output, StringComparison.Ordinal);
        Assert.Contains("after 4200 samples", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_little_sound_to_fit_averages_to_is_refused() =>
        (await AntiphonProcess.Run(
            "diagnose", _files.Wav("short.wav", seconds: 1.5), "--retrain-averages"))
            .AssertRefused(3, "too little sound");

    [Fact]
    public async Task A_trained_clip_is_known_by_its_sound_and_averages_are_poorer()
    {
        var audio = _files.Wav("music.wav", seconds: 7);
        var vocabulary = await SaveVocabularyOf(audio);
        var report = await Diagnose(audio, vocabulary);

        Assert.True(report.IdenticalToTraining);
        foreach (var stem in Enum.GetValues<Stem>())
        {
            DiagnosisRow Row(string name) => report.Row(name, stem)!;
            var all = Row(DiagnosisRowNames.LiveAllFrames);
            Assert.Equal(Row(DiagnosisRowNames.Training).Unique, all.Unique);
            Assert.True(Row(DiagnosisRowNames.LiveAveraged).Unique < all.Unique);
            Assert.True(Row(DiagnosisRowNames.LiveAveraged).Perplexity < all.Perplexity);
            Assert.True(Row(DiagnosisRowNames.DenseAveraged).Perplexity < all.Perplexity);
            Assert.Equal(
                Row(DiagnosisRowNames.LiveAveraged).N, Row(DiagnosisRowNames.EqualNControl).N);
        }
    }

    [Fact]
    public async Task An_altered_stream_is_not_identical_and_an_unheard_clip_is_neither()
    {
        var vocabulary = await SaveVocabularyOf(_files.Wav("music.wav", seconds: 7));
        var altered = vocabulary with
        {
            Hearings = [vocabulary.Hearings[0] with { TokenStreamSha256 = new('0', 64) }],
        };
        var deafer = new GateOptions { AbsoluteDb = -30 };

        Assert.False((await Diagnose(_files.Path("music.wav"), altered)).IdenticalToTraining);
        Assert.False(
            (await Diagnose(_files.Path("music.wav"), vocabulary, deafer)).IdenticalToTraining);
        Assert.Null(
            (await Diagnose(_files.Wav("unheard.wav", 2.5), vocabulary)).IdenticalToTraining);
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

    private static async Task<DiagnosisReport> Diagnose(
        string audio, Vocabulary vocabulary, GateOptions? gate = null)
    {
        using var hearing = HearingSetup.Open(
            gate is null ? Options : Options with { Gate = gate });
        await using var rig = new Rig.Rig(TimeProvider.System);
        return await new DiagnosisRun(rig, hearing, vocabulary, () => new FileAudioInput(audio))
            .Run(refit: null, new Progress<double>());
    }

    private async Task<Vocabulary> SaveVocabularyOf(string audio)
    {
        var path = _files.Path("v.safetensors");
        var run = await AntiphonProcess.Run(
            "train", audio, "--out", path, "--set", $"vocabulary.tokenCount={Words}");
        Assert.True(run.ExitCode == 0, run.Errors);
        return VocabularyFile.Load(path);
    }
}
