using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// Settings are accepted with the value that <c>config show</c> prints, or refused in one line.
/// </summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("{ \"agent\": { \"seed\": 7, } } // mine", "agent.seed", "7")]
    [InlineData("\uFEFF{ \"agent\": { \"seed\": 7 } }", "agent.seed", "7")]
    [InlineData("{ \"Agent\": { \"SEED\": 7 } }", "agent.seed", "7")]
    [InlineData("{ \"agent\": { \"seed\": \"7\" } }", "agent.seed", "7")]
    [InlineData("{ \"agent\": { \"decisionDelayMs\": 1e2 } }", "agent.decisionDelayMs", "100")]
    [InlineData("{ \"agent\": {} }", "agent.seed", "1")]
    [InlineData("{ \"control\": { \"cc\": { \"20\": \"hold\" } } }", "control.cc.20", "\"hold\"")]
    public void A_file_that_is_accepted_holds_as_it_is_shown(
        string text, string setting, string value)
    {
        var row = Assert.Single(Read(text).Rows, one => one.Name == setting);
        Assert.Equal(value, ConfigurationText.Shown(row.Value));
    }

    [Theory]
    [InlineData("{ \"agent\": { \"sede\": 7 } }", "'agent.sede'", "did you mean 'agent.seed'?")]
    [InlineData("{\n\"agent\": { \"seed\": \"x\" } }", "agent.seed: 'x'", "whole number", "line 2")]
    [InlineData("{ \"agent\": { \"seed\": 1.5 } }", "agent.seed: '1.5'", "whole number, 0 or more")]
    [InlineData("{ \"agent\": { \"seed\": -1 } }", "agent.seed: '-1'", "0 or more")]
    [InlineData("{ \"agent\": { \"seed\": null } }", "agent.seed: null", "leave the line out")]
    [InlineData("{ \"agent\": { \"seed\": true } }", "agent.seed: 'true'")]
    [InlineData("{ \"agent\": { \"seed\": [1] } }", "agent.seed: a list")]
    [InlineData("{ \"agent\": { \"seed\": { \"a\": 1 } } }", "agent.seed: a group")]
    [InlineData("{ \"agent\": { \"seed\": 9223372036854775808 } }", "agent.seed: ")]
    [InlineData("{ \"agent\": { \"decisionDelayMs\": 1e999 } }", "'1e999'", "0 to 2000")]
    [InlineData("{ \"agent\": { \"decisionDelayMs\": \"NaN\" } }", "'NaN'", "0 to 2000")]
    [InlineData("{ \"agent\": { \"decisionDelayMs\": \"0,5\" } }", "write 0.5")]
    [InlineData("{ \"agent\": { \"decisionDelayMs\": \"1s\" } }", "write 1000")]
    [InlineData("{ \"agent\": { \"maxListenSeconds\": \"1m\" } }", "write 60")]
    [InlineData("{ \"agent\": null }", "agent is a group of settings", "agent.seed")]
    [InlineData("{ \"agent\": 5 }", "agent is a group of settings")]
    [InlineData("{ \"agent\": [ { \"seed\": 1 } ] }", "agent is a group of settings")]
    [InlineData("{ \"foo\": {} }", "no setting 'foo'")]
    [InlineData("{ \"control\": { \"cc\": \"mute\" } }", "control.cc is a group", "control.cc.67")]
    [InlineData("{ \"control\": { \"cc\": { \"20\": { \"a\": 1 } } } }", "control.cc.20: a group")]
    [InlineData("{ \"control\": { \"cc\": { \"20\": \"mutte\" } } }", "did you mean 'mute'?")]
    [InlineData("{ \"log\": { \"fileLevel\": \"loud\" } }", "log.fileLevel: 'loud'", " or ")]
    [InlineData("{ \"log\": { \"fileLevel\": 3 } }", "log.fileLevel: '3'")]
    [InlineData("{ \"agent\": { \"seed\": 1,\n \"Seed\": 2 } }", "twice", "lines 1 and 2")]
    [InlineData("{ \"agent\": {},\n\n \"agent\": {} }", "twice", "lines 1 and 3")]
    [InlineData(
        "{ \"agent\": { \"melody\": { \"lowestKey\": 80, \"highestKey\": 40 } } }",
        "agent.melody", "lowestKey 80", "swap them")]
    [InlineData("{ \"encoder\": { \"model\": \"\" } }", "encoder", "antiphon models list")]
    [InlineData("[]", "one JSON object")]
    [InlineData("7", "one JSON object")]
    [InlineData("", "line 1, column 1", "too early")]
    [InlineData("{\n \"agent\": { \"seed\": 7", "line 2, column 22", "too early")]
    [InlineData("{\n \"agent\": { \"seed\" 7 } }", "line 2, column 20", "no JSON from '7 } }'")]
    [InlineData("{ \"agent\": { \"seed\": NaN } }", "line 1, column 22")]
    [InlineData("{ } { }", "line 1, column 5")]
    [InlineData("{ \"agent\": { \"\\ud800\": 1 } }", "line 1")]
    [InlineData("{ \"control\": { \"cc\": { \"20\": \"\\ud800\" } } }", "line 1")]
    public void A_file_that_is_refused_says_where_and_what_it_may_be(
        string text, params string[] said) => AssertRefused(text, said);

    [Fact]
    public void Depth_size_and_other_alphabets_are_refused_too()
    {
        AssertRefused(
            string.Concat(Enumerable.Repeat("{\"agent\":", 5_000)), "nested too deeply");
        AssertRefused("{\"a\":" + new string('[', 5_000), "nested too deeply");
        AssertRefused("{" + new string(' ', 2 << 20) + "}", "larger than 1 MB");
        Assert.Contains(
            "UTF-8",
            Refusal(_files.Bytes("latin.json", Encoding.Latin1.GetBytes("{ \"ä\": 1 }"))),
            StringComparison.Ordinal);
        Assert.Contains("not there", Refusal(_files.Path("no.json")), StringComparison.Ordinal);
        Assert.Contains("folder", Refusal(Path.GetTempPath()), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bound_of_every_setting_is_accepted_and_what_lies_beyond_it_refused()
    {
        foreach (var key in OptionKey.All.Where(key => key.Range is not null))
        {
            var most = Convert.ToDouble(key.Range!.Maximum, CultureInfo.InvariantCulture);
            Assert.Throws<CommandException>(
                () => ConfigurationLoader.Read([Flag(key, Beyond(most))]));
            Assert.Throws<CommandException>(
                () => ConfigurationLoader.Read([Flag(key, "-Infinity")]));
            if (most < long.MaxValue)
            {
                var row = Assert.Single(
                    Accepted(key, most).Rows, one => one.Name == OptionKey.Dotted(key.Path));
                Assert.Equal(most, row.Value!.GetValue<JsonElement>().GetDouble(), 9);
            }
        }
    }

    [Fact]
    public void Each_setting_says_who_gave_it_and_the_last_wins()
    {
        var environment = new Hashtable
        {
            ["ANTIPHON_AGENT__SHORTESTREPLYSECONDS"] = "1",
            ["ANTIPHON_AGENT__SEED"] = "5",
            ["PATH"] = "/bin",
        };
        var rows = ConfigurationLoader.Read(
            [
                .. SettingsFile.Read(
                    _files.Text("a.json", "{ \"agent\": { \"seed\": 1, \"level\": 0.5 } }"),
                    SettingFrom.File),
                .. SettingsFile.Read(
                    _files.Text("p.json", "{ \"agent\": { \"phraseEndMs\": 400, \"seed\": 3 } }"),
                    SettingFrom.Profile),
                .. SettingVariables.Read(environment),
                new("agent:SEED", "7", "", SettingFrom.Flag, "--set agent.SEED=7"),
            ]).Rows.ToDictionary(row => row.Name);

        Assert.Equal((SettingFrom.Flag, "--set agent.SEED=7"), By("agent.seed"));
        Assert.Equal("7", ConfigurationText.Shown(rows["agent.seed"].Value));
        Assert.Equal("1", ConfigurationText.Shown(rows["agent.seed"].Default));
        Assert.Equal((SettingFrom.Default, null), By("agent.interruptMs"));
        Assert.Equal(
            (SettingFrom.Profile, _files.Path("p.json") + ", line 1"), By("agent.phraseEndMs"));
        Assert.Equal((SettingFrom.File, _files.Path("a.json") + ", line 1"), By("agent.level"));
        Assert.Equal(
            (SettingFrom.Environment, "ANTIPHON_AGENT__SHORTESTREPLYSECONDS"),
            By("agent.shortestReplySeconds"));

        (SettingFrom, string?) By(string name) => (rows[name].From, rows[name].Where);
    }

    [Fact]
    public async Task Config_show_prints_every_setting_and_where_it_comes_from()
    {
        var lines = (await CommandRun.Here("config", "show", "--set", "agent.seed=7"))
            .Done().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("agent.seed = 7  (--set agent.seed=7)", lines);
        Assert.Contains("flow.hangLimitMs = " + new Antiphon.Rig.FlowOptions().HangLimitMs
            + "  (default)", lines);
        Assert.Contains("control.cc.67 = \"mute\"  (default)", lines);
        Assert.All(
            OptionKey.All.Where(key => !key.IsOpen),
            key => Assert.Single(lines, line => line.StartsWith(
                OptionKey.Dotted(key.Path) + " = ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_model_that_is_named_by_its_own_flag_is_a_setting_in_force()
    {
        var lines = (await CommandRun.Here(
            "config", "show", "--set", "encoder.model=other", "--model", "spectral"))
            .Done().Output.Split('\n');
        Assert.Contains("encoder.model = \"spectral\"  (--model spectral)", lines);

        var path = Path.Combine("here", "mine.onnx");
        lines = (await CommandRun.Here("config", "show", "--model", path))
            .Done().Output.Split('\n');
        Assert.Contains(
            $"encoder.model = \"{Path.GetFullPath(path)}\"  (--model {path})", lines);
    }

    [Fact]
    public async Task Config_show_says_the_same_in_json()
    {
        var run = await CommandRun.Here("config", "show", "--profile", "stage", "--json");
        var rows = JsonDocument.Parse(run.Done().Output).RootElement.EnumerateArray().ToList();
        var text = await CommandRun.Here("config", "show", "--profile", "stage");

        Assert.Equal(
            text.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, rows.Count);
        Assert.Contains(rows, row => row.GetProperty("from").GetString() == "profile"
            && row.GetProperty("where").GetString()!.Contains("stage.json, line "));
        Assert.Contains(rows, row => row.GetProperty("from").GetString() == "default");
    }

    [Fact]
    public async Task Config_alone_prints_the_defaults_and_sends_on_who_wants_more()
    {
        Assert.Equal(
            ConfigurationText.Write(), (await CommandRun.Here("config")).Done().Output);
        (await CommandRun.Here("config", "--set", "agent.seed=7"))
            .AssertRefused(2, "antiphon config show");
        var all = JsonDocument.Parse((await CommandRun.Here("config", "--json")).Done().Output);
        Assert.Equal(
            OptionKey.All.Select(key => OptionKey.Dotted(key.Path)),
            all.RootElement.EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }

    private static string Beyond(double most) =>
        (most >= long.MaxValue ? 1e30 : most + 1).ToString("R", CultureInfo.InvariantCulture);

    // Some bounds hold only together with another one's: those are met at their own defaults.
    private static SettingsInForce Accepted(OptionKey key, double most)
    {
        var most0 = most.ToString("R", CultureInfo.InvariantCulture);
        try
        {
            return ConfigurationLoader.Read([Flag(key, most0)]);
        }
        catch (CommandException together) when (together.Message.Contains("swap them"))
        {
            var other = key.Path
                .Replace("lowest", "highest", StringComparison.Ordinal)
                .Replace("softest", "loudest", StringComparison.Ordinal);
            return ConfigurationLoader.Read(
                [Flag(key, most0), Flag(key with { Path = other }, most0)]);
        }
    }

    private static GivenSetting Flag(OptionKey key, string value) =>
        new(key.Path, value, "", SettingFrom.Flag, "--set");

    private SettingsInForce Read(string text) => ConfigurationLoader.Read(
        SettingsFile.Read(_files.Text("settings.json", text), SettingFrom.File));

    private void AssertRefused(string text, params string[] said)
    {
        var message = Refusal(_files.Text("settings.json", text));
        Assert.All(said, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    private static string Refusal(string path)
    {
        var refused = Assert.Throws<CommandException>(
            () => ConfigurationLoader.Read(SettingsFile.Read(path, SettingFrom.File)));
        Assert.Equal(ExitCode.BadUsage, refused.ExitCode);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain("System.", refused.Message, StringComparison.Ordinal);
        return refused.Message;
    }
}
