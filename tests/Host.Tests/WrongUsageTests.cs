using System.Globalization;
using System.Text.Json;
using Antiphon.Host.Commands;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>What a newcomer types wrongly is told in one line that says how it is right.</summary>
public sealed class WrongUsageTests : IDisposable
{
    private readonly TestFiles _files = new();

    /// <summary>Every command that does something, as it is typed.</summary>
    public static TheoryData<string> Commands =>
        [.. CommandTree.Leaves().Select(UsageFault.NameOf)];

    public static TheoryData<string> Configurable =>
    [
        .. CommandTree.Leaves().Where(one => one.Options.Any(option => option.Name == "--set"))
            .Select(UsageFault.NameOf),
    ];

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("demoo", "there is no command 'antiphon demoo'", "did you mean 'antiphon demo'?")]
    [InlineData("dmeo", "did you mean 'antiphon demo'?")]
    [InlineData("plya --input demo:", "did you mean 'antiphon play'?")]
    [InlineData("plya --help", "did you mean 'antiphon play'?")]
    [InlineData("qqq", "'antiphon --help' lists")]
    [InlineData("corpus lst", "did you mean 'antiphon corpus list'?")]
    [InlineData("models verfy", "did you mean 'antiphon models verify'?")]
    [InlineData("config shwo", "did you mean 'antiphon config show'?")]
    [InlineData("", "antiphon demo", "antiphon --help")]
    [InlineData("corpus", "corpus wants one of build, list, merge, label")]
    [InlineData("models", "models wants one of list, verify, probe, spectral, import")]
    [InlineData("play --inptu demo:", "play has no option --inptu; did you mean --input?")]
    [InlineData("play --sesion=x", "did you mean --session?")]
    [InlineData("demo --loud", "demo has no option --loud", "antiphon demo --help")]
    [InlineData("--profile stage demo", "--profile belongs behind the command")]
    [InlineData("play nope.wav", "play does not know what to do with 'nope.wav'", "--input")]
    [InlineData("train", "train wants AUDIO", "and --out", "for example: antiphon train one.wav")]
    [InlineData("train a.wav --out", "--out wants a value", "for example")]
    [InlineData("train a.wav --corpsu c --out v", "train has no option --corpsu", "--corpus?")]
    [InlineData("tokens demo: --out --jsno", "tokens has no option --jsno", "--json?")]
    [InlineData("play", "play wants --input", "for example")]
    [InlineData("replay", "replay wants SESSION", "for example")]
    [InlineData("tokens demo:", "tokens wants --out")]
    [InlineData("play --input", "--input wants a value", "for example")]
    [InlineData("play --duration 5 --duration 6", "--duration is given 2 times")]
    public async Task A_command_line_that_cannot_be_is_told_with_the_nearest(
        string line, params string[] said) => (await Run(line)).AssertRefused(2, said);

    [Theory]
    [InlineData("play --input demo: --duration abc", "--duration 'abc'", "90, 90s, 10m or 1:30")]
    [InlineData("play --input demo: --duration -5", "--duration '-5'", "from 0.1 s to 366 days")]
    [InlineData("play --input demo: --duration 0", "--duration '0'")]
    [InlineData("play --input demo: --duration NaN", "--duration 'NaN'")]
    [InlineData("learn --input demo: --out x --seconds 2h", "--seconds '2h'", "1 s to 60 minutes")]
    [InlineData("rehearse --seconds -1m", "--seconds '-1m'", "1 s to 60 minutes")]
    [InlineData("play --input stdin: --rate 44.1k", "--rate '44.1k'", "4000 to 768000", "48000")]
    [InlineData("play --input stdin: --rate -1", "--rate '-1'", "4000 to 768000")]
    [InlineData("play --input stdin: --channels two", "--channels 'two'", "1 to 64")]
    [InlineData("models import x --out y --layer last", "--layer 'last'", "0 to 999")]
    [InlineData(
        "corpus label c --recording r --label l --from -1 --to 2", "--from '-1'",
        "0 s to 24 hours")]
    public async Task A_number_or_a_time_names_its_flag_and_what_it_may_be(
        string line, params string[] said) => (await Run(line)).AssertRefused(2, said);

    [Theory]
    [InlineData("play --freewheel --input dmeo:", "the kind 'dmeo:'", "did you mean demo:?")]
    [InlineData("play --freewheel --input DEMO:", "did you mean demo:?")]
    [InlineData("play --input alsa:hw0", "the kind 'alsa:'", "portaudio:NAME", "stdin:")]
    [InlineData("play --input http://x/y.wav", "the kind 'http:'", "file:PATH")]
    [InlineData("tokens portoaudio:x --out y", "the kind 'portoaudio:'", "portaudio:?")]
    [InlineData("play --input demo: --output nowhere:x", "'nowhere:' is not known", "jack:NAME")]
    [InlineData("play --input demo: --output reply.mid", "needs a scheme", "file:PATH")]
    [InlineData("play --input demo: --output melodi=null:", "melody, bass and chords")]
    [InlineData("play --input demo: --output bass@x=null:", "channels are numbered 1 to 16")]
    [InlineData("play --input demo: --midi-in file:x.mid", "'file:' is not known", "raw:PATH")]
    public async Task An_address_of_no_kind_is_told_with_those_there_are(
        string line, params string[] said) => (await Run(line)).AssertRefused(2, said);

    [Fact]
    public async Task An_empty_text_is_no_name() =>
        (await CommandRun.Here("demo", "--freewheel", "--session", ""))
            .AssertRefused(2, "--session is given an empty text");

    [Fact]
    public async Task A_name_may_begin_with_any_sign() =>
        (await CommandRun.Here("tokens", "@take.wav", "--out", _files.Path("t")))
            .AssertRefused(3, "@take.wav does not exist");

    [Theory]
    [InlineData("tokens")]
    [InlineData("encode")]
    [InlineData("train")]
    [InlineData("corpus build")]
    [InlineData("learn --input")]
    public async Task A_place_that_cannot_be_written_is_told_before_anything_is_heard(
        string command)
    {
        string[] begun = [.. command.Split(' '), _files.Wav("a.wav", seconds: 1), "--out"];
        Directory.CreateDirectory(_files.Path("folder"));
        (await CommandRun.Here([.. begun, _files.Path("folder")])).AssertRefused(
            2, _files.Path("folder"), "is a folder, where a file is wanted", "name another");
        (await CommandRun.Here([.. begun, _files.Path("no/file")])).AssertRefused(
            2, _files.Path("no/file"), $"there is no folder {_files.Path("no")}", "name another");
    }

    [Theory]
    [InlineData("--output file:{0} --output file:{0}", "over what --output writes")]
    [InlineData("--output melody=file:{0} --output bass=file:{0}", "over what --output writes")]
    [InlineData("--output file:{1}", "is a folder")]
    [InlineData("--output file:{0}/x/y.mid", "cannot be written")]
    public async Task An_output_that_cannot_be_a_file_of_its_own_is_wrong_usage(
        string outputs, string why)
    {
        var folder = _files.Path("folder");
        Directory.CreateDirectory(folder);
        var given = string.Format(
            CultureInfo.InvariantCulture, outputs, _files.Path("r.mid"), folder);
        (await CommandRun.Here([
            "play", "--input", _files.Wav("a.wav", seconds: 1), "--freewheel", "--session",
            _files.Path("s"), .. given.Split(' ')])).AssertRefused(2, why);
        Assert.False(Directory.Exists(_files.Path("s")));
    }

    [Fact]
    public async Task An_input_that_names_no_file_is_wrong_usage() =>
        (await CommandRun.Here("play", "--input", "file:")).AssertRefused(2, "file:PATH");

    [Fact]
    public async Task Without_an_output_a_person_is_told_where_the_reply_goes()
    {
        var run = await CommandRun.Here(
            "play", "--input", _files.Wav("a.wav", seconds: 1), "--freewheel",
            "--session", _files.Path("session"));
        Assert.StartsWith("the reply goes nowhere", run.Done().Output, StringComparison.Ordinal);
        Assert.Contains("--output", run.Output.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Configurable))]
    public async Task An_unknown_setting_is_refused_by_every_command(string command) =>
        (await Run($"{Filled(command)} --set agent.sede=3"))
            .AssertRefused(2, "'agent.sede'", "did you mean 'agent.seed'?");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task With_json_an_error_is_json_in_every_command(string command)
    {
        var run = await Run($"{Filled(command)} --json --bogus");

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        var error = JsonDocument.Parse(run.Errors).RootElement.GetProperty("error");
        Assert.Equal(2, error.GetProperty("exitCode").GetInt32());
        Assert.Contains(
            "--bogus", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("tokens nowhere.wav --out t --json", 3)]
    [InlineData("replay nowhere --json", 3)]
    [InlineData("corpus list nowhere --json", 3)]
    [InlineData("play --input demo: --json --set agent.seed=x", 2)]
    public async Task An_error_behind_the_flags_is_json_too(string line, int exitCode)
    {
        var run = await Run(line);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode, JsonDocument.Parse(run.Errors).RootElement
            .GetProperty("error").GetProperty("exitCode").GetInt32());
    }

    // With what it wants, so that only what is asked for is wrong.
    private static string Filled(string command) =>
        CommandTree.ExampleOf(command)["antiphon ".Length..];

    private static Task<CommandRun> Run(string line) =>
        CommandRun.Here(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
