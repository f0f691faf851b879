using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Antiphon.Flow;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Hpss;
using Antiphon.Quantizer;
using Antiphon.Time;
using Spectre.Console;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Vocabularies of every size, from training to the report.</summary>
public sealed partial class TokenCountTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(VocabularyOptions.LeastTokens)]
    [InlineData(8)]
    [InlineData(VocabularyOptions.MostTokens)]
    public async Task A_vocabulary_of_any_size_is_learned_played_with_and_reported(int tokenCount)
    {
        var setting = string.Create(
            CultureInfo.InvariantCulture, $"vocabulary.tokenCount={tokenCount}");
        // Enough frames for every word.
        var seconds = Math.Max(15, 0.4 * tokenCount);
        var (audio, vocabulary) = (_files.Wav("music.wav", seconds), _files.Path("v.safetensors"));
        (await CommandRun.Here("train", audio, "--out", vocabulary, "--set", setting)).Done();

        var played = (await CommandRun.Here(
            "play", "--freewheel", "--input", $"file:{audio}", "--duration", "12",
            "--vocabulary", vocabulary, "--set", setting, "--session", _files.Path("s"))).Done();

        Assert.Contains($"words of {tokenCount};", played.Output, StringComparison.Ordinal);
        using var summary = JsonDocument.Parse(File.ReadAllText(_files.Path("s/summary.json")));
        Assert.Equal(tokenCount, summary.RootElement.GetProperty("tokenCount").GetInt32());
        using var report = JsonDocument.Parse(
            DataBlock().Match(File.ReadAllText(_files.Path("s/report.html"))).Groups[1].Value);
        Assert.Equal(tokenCount, report.RootElement.GetProperty("tokenCount").GetInt32());
        Assert.All(
            report.RootElement.GetProperty("diversity").EnumerateArray(),
            stem => Assert.Equal(tokenCount, stem.GetProperty("live").GetArrayLength()));

        (await CommandRun.Here(
            "replay", _files.Path("s"), "--session", _files.Path("r"))).Done();
    }

    [Fact]
    public void The_report_draws_by_the_size_of_the_vocabulary_alone()
    {
        using var stream = typeof(Session.ReportPage).Assembly
            .GetManifestResourceStream("Report.report.js")!;
        using var reader = new StreamReader(stream);
        var script = reader.ReadToEnd();
        Assert.DoesNotMatch(@"\b64\b", script);
        Assert.DoesNotMatch(@"\b640\b", script);
    }

    [Fact]
    public void Every_token_is_printed_with_a_sign_of_its_own_in_one_column()
    {
        var signs = Enumerable.Range(0, VocabularyOptions.MostTokens).Select(Printed).ToList();

        Assert.Equal(signs.Count, signs.Distinct().Count());
        Assert.All(signs, sign => Assert.Single(sign));
        Assert.DoesNotContain(Printed(Token.Rest.Code), signs);
    }

    // A segment of one token twice over, and a rest beside it; the first sign of it.
    private static string Printed(int code)
    {
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(written),
        });
        console.Profile.Width = 200;
        var terminal = new Terminal(console, console, json: false) { IsScreen = true };
        var printer = new LivePrinter(terminal);
        for (var frame = 0; frame < FrameGrid.FramesPerSegment; frame++)
        {
            printer.Tokenized(TokenOf(frame, (byte)code));
        }

        var lane = written.ToString().Split("  ", StringSplitOptions.RemoveEmptyEntries)[1];
        Assert.Equal(FrameGrid.FramesPerSegment, lane.Length);
        return lane.Distinct().Count() == 1 ? lane[..1] : lane;
    }

    private static FrameToken TokenOf(int frame, byte code)
    {
        var segment = new SegmentId(0);
        var place = new Place(segment, segment.Start, new SampleCount(FrameGrid.HopSamples), 0);
        return new FrameToken(
            place, frame, FrameGrid.FrameCentre(segment.Start, frame), new Token(code),
            new Token(code), 0, 0, new FrameDescriptors
            {
                LoudnessDb = -12,
                HarmonicLoudnessDb = -12,
                PercussiveLoudnessDb = -12,
                OnsetStrength = 0,
                F0Hz = null,
                Voicing = 0,
                Chroma = default,
                CentroidHz = 0,
                HarmonicOpen = true,
                PercussiveOpen = true,
            }, Warming: false);
    }

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""")]
    private static partial Regex DataBlock();
}
