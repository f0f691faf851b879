using System.Text.Json;
using System.Text.RegularExpressions;
using Antiphon.Host.Output;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Sessions that were played, and <c>antiphon replay</c> on what they left.</summary>
[Collection(PlayedOnce.Name)]
public sealed class ReplayTests(PlayedOnce played) : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly TestFiles _files = new();

    private string Session => _files.Path("played");

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_session_is_the_same_again_to_the_byte_and_its_sound_gives_the_same_words()
    {
        played.CopyTo(Session);
        var run = await Replay("--from-audio");

        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        Assert.Contains("all as they were", run.Output, StringComparison.Ordinal);
        Assert.Contains("tokens from", run.Output, StringComparison.Ordinal);
        Assert.Equal(Bytes("played/reply.mid"), Bytes("again/reply.mid"));
        var (was, now) = (Summary("played"), Summary("again"));
        foreach (var same in new[] { "tokenStreamSha256", "music", "tokens", "notes" })
        {
            Assert.Equal(was.GetProperty(same).GetRawText(), now.GetProperty(same).GetRawText());
        }

        Assert.Equal(5, now.GetProperty("music").GetProperty("shuffledRuns").GetInt32());
        Assert.True(File.Exists(_files.Path("again/report.html")));
    }

    [Fact]
    public async Task A_changed_note_is_named_and_a_changed_journal_is_found()
    {
        played.CopyTo(Session);
        Change("decisions.jsonl", text => text.Replace("\"velocity\":", "\"velocity\":1"));
        var decision = await Replay("--json");
        Assert.Equal(1, decision.ExitCode);
        using var answer = JsonDocument.Parse(decision.Output);
        Assert.False(answer.RootElement.GetProperty("same").GetBoolean());
        Assert.Matches(
            @"^decision \d+ at \d+\.\d\d s: notes\[0\]\.velocity was 1\d+ and is \d+$",
            answer.RootElement.GetProperty("differences")[0].GetString());

        played.CopyTo(Session);
        var at = File.ReadAllText(Path.Combine(Session, "heard.jsonl")).LastIndexOf("-120,0]");
        Change("heard.jsonl", text => text[..(at + 1)] + '2' + text[(at + 2)..]);
        var journal = await Replay();
        Assert.Equal(1, journal.ExitCode);
        Assert.Contains(
            "heard.jsonl was changed after it was written", journal.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_seed_is_another_session()
    {
        played.CopyTo(Session);
        Change("start.json", text => text.Replace("\"agent\": {\n      \"seed\": 1",
            "\"agent\": {\n      \"seed\": 2"));
        var run = await Replay();

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"not the same: decision \d+ at \d+\.\d\d s: \w+", run.Output);
        Assert.Contains("not the same: reply.mid: event", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_session_rested_on_must_be_there_and_be_the_same()
    {
        (await Replay()).AssertRefused(3, "start.json", "no session");
        foreach (var (file, was, now, mentioned) in new[]
        {
            ("start.json", "\"decisionsSchema\": 5", "\"decisionsSchema\": 6",
                "decisions of schema 6"),
            ("start.json", "\"journalSchema\": 4", "\"journalSchema\": 5", "journal of schema 5"),
            ("heard.jsonl", "{\"journal\":4", "{\"journal\":5", "a journal of schema 5"),
            ("start.json", played.Corpus, played.Corpus + "x", "corpus"),
            ("start.json", "generated.safetensors", "gone.safetensors", "no vocabulary"),
            ("start.json", "\"sha256\": \"", "\"sha256\": \"0", "other words"),
            ("start.json", "\"lines\"", "\"lanes\"", "cannot be read"),
            ("heard.jsonl", "{\"journal\"", "{\"gone\"", "the beginning of"),
            ("heard.jsonl", "\"kept\",0,1,", "\"kept\",0,x,", "damaged"),
        })
        {
            played.CopyTo(Session);
            Change(file, text => text.Replace(was, now));
            (await Replay()).AssertRefused(3, mentioned);
        }

        played.CopyTo(Session);
        Change("heard.jsonl", text => Regex.Replace(
            text, """\["kept",0,1,\d+""", """["kept",0,1,64"""));
        (await Replay()).AssertRefused(3, "word 64 of a vocabulary of 64");
        played.CopyTo(Session);
        File.Delete(Path.Combine(Session, "heard.jsonl"));
        (await Replay()).AssertRefused(3, "heard.jsonl");
    }

    [Fact]
    public async Task Another_build_is_told_and_not_refused()
    {
        played.CopyTo(Session);
        using (var start = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(Session, "start.json"))))
        {
            Assert.Equal(
                ProgramVersion.Here.Commit, start.RootElement.GetProperty("commit").GetString());
        }

        Change("start.json", text => Regex.Replace(
            text.Replace("\"rig\": \"", "\"rig\": \"9."), "\"commit\": [^,]*",
            "\"commit\": \"f00d\""));
        Change("heard.jsonl", text => text.Replace("half-samples at 24 kHz", "half-samples"));
        var run = await Replay();

        Assert.True(run.ExitCode is 1, run.Errors + run.Output); // the journal's seal is broken
        Assert.Contains(
            $"it was played by another build of the rig (9.{ProgramVersion.Here.Number}+f00d; "
                + $"this is {ProgramVersion.Here})",
            run.Output, StringComparison.Ordinal);
        var difference = Assert.Single(
            run.Output.Split('\n'), line => line.StartsWith("not the same", Ordinal));
        Assert.Contains("was changed after it was written", difference, Ordinal);
    }

    [Fact]
    public async Task A_session_that_names_no_schema_and_no_commit_counts_as_the_first()
    {
        played.CopyTo(Session);
        Change("start.json", text => Regex.Replace(
            text, "\"(commit|decisionsSchema|journalSchema)\": .*\n", ""));
        (await Replay()).AssertRefused(3, "decisions of schema 1");
    }

    [Theory]
    [InlineData(0.6, 1.0)]
    [InlineData(0.9, 0.3)]
    public async Task A_session_whose_process_was_killed_is_the_same_as_far_as_it_was_written(
        double heard, double decisions)
    {
        played.CopyTo(Session);
        Change("heard.jsonl", text => text[..(int)(heard * text.Length)]);
        Change("decisions.jsonl", text => text[..(int)(decisions * text.Length - 1)]);
        File.Delete(Path.Combine(Session, "reply.mid"));
        var run = await Replay();

        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        Assert.Matches(@"the session was cut off at \d+\.\d s", run.Output);
    }

    [Fact]
    public async Task A_corpus_that_changed_is_refused_by_name()
    {
        played.CopyTo(Session);
        var changed = _files.Path("changed.antiphon");
        File.WriteAllBytes(changed, [.. File.ReadAllBytes(played.Corpus), 0]);
        Change("start.json", text => text.Replace(played.Corpus, changed));
        (await Replay()).AssertRefused(3, changed, "has changed");
    }

    [Fact]
    public async Task A_session_without_its_decisions_is_refused_and_not_called_the_same()
    {
        played.CopyTo(Session);
        Change("decisions.jsonl", _ => "");
        (await Replay()).AssertRefused(3, "decisions.jsonl", "holds none of the");
        // Cut off, too: what is compared up to there is nothing.
        Change("heard.jsonl", text => text[..(text.Length / 2)]);
        (await Replay()).AssertRefused(3, "decisions.jsonl", "holds none of the");
        File.Delete(Path.Combine(Session, "decisions.jsonl"));
        (await Replay()).AssertRefused(3, "there is no", "decisions.jsonl");
    }

    [Fact]
    public async Task The_replay_does_not_go_over_the_session()
    {
        played.CopyTo(Session);
        var run = await CommandRun.Here("replay", Session, "--session", Session);
        run.AssertRefused(2, "--session");
    }

    [Fact]
    public async Task Another_sound_gives_other_words_and_the_first_is_named()
    {
        played.CopyTo(Session);
        var noise = _files.Wav("noise.wav", new float[44_100 * 20]);
        var run = await Replay("--from-audio", noise);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"not the same: at \d+\.\d\d s frame \d+ was \w+ / \w+ and", run.Output);

        File.Delete(Path.Combine(Session, "input.wav"));
        Change("start.json", text => text.Replace(played.Audio, noise));
        (await Replay("--from-audio")).AssertRefused(3, "is not the recording");
    }

    [Fact]
    public async Task A_live_session_that_was_stopped_in_the_middle_of_an_answer_is_the_same_again()
    {
        var state = new Dictionary<string, string> { ["STATE_DIRECTORY"] = _files.Path("state") };
        using var lights = new OscListener();
        await using (var live = new LiveProcess(
            state, "play", "--input", "demo:", "--session", Session, "--record",
            "--output", "null:", "--set", "midi.flushLateMs=2000",
            "--set", $"control.oscOutputPort={lights.Port}"))
        {
            Assert.True(await lights.HearsANote(live.Ended));
            await live.Signal("TERM");
            Assert.Equal(0, (await live.End()).ExitCode);
        }

        Assert.InRange(
            Summary("played").GetProperty("notes").GetProperty("count").GetInt32(), 1, 100);
        Assert.Equal(
            "the session was stopped; antiphon replay makes them",
            Summary("played").GetProperty("music").GetProperty("shuffledMissing").GetString());
        var run = await Replay("--from-audio");
        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        Assert.Equal(Bytes("played/reply.mid"), Bytes("again/reply.mid"));
        Assert.Equal(
            5, Summary("again").GetProperty("music").GetProperty("shuffledRuns").GetInt32());
    }

    private Task<CommandRun> Replay(params string[] more) => CommandRun.Here(
        ["replay", Session, "--session", _files.Path("again"), "--replace", .. more]);

    private byte[] Bytes(string file) => File.ReadAllBytes(_files.Path(file));

    private JsonElement Summary(string session)
    {
        using var summary =
            JsonDocument.Parse(File.ReadAllText(_files.Path($"{session}/summary.json")));
        return summary.RootElement.Clone();
    }

    private void Change(string file, Func<string, string> change)
    {
        var path = Path.Combine(Session, file);
        var was = File.ReadAllText(path);
        var now = change(was);
        Assert.NotEqual(was, now);
        File.WriteAllText(path, now);
    }
}
