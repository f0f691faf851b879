using System.Globalization;
using System.Reflection;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Antiphon.Host.Tests;

public sealed class ConfigurationTests
{
    public static TheoryData<string> Profiles => [.. ConfigurationLoader.Profiles];

    [Fact]
    public void The_shipped_file_says_what_the_code_says() =>
        Assert.Equal(
            ConfigurationText.Write(),
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "antiphon.json")));

    [Fact]
    public void Every_setting_says_what_it_means_and_what_it_may_be() =>
        Assert.All(
            OptionKey.All, key => Assert.False(string.IsNullOrWhiteSpace(key.Meaning), key.Path));

    [Fact]
    public void Every_number_has_a_range() =>
        Assert.All(
            OptionKey.All.Where(key => key.Default is int or long or double),
            key => Assert.NotNull(key.Range));

    [Fact]
    public void There_are_profiles_for_a_concert_an_installation_and_rehearsing() =>
        Assert.Equal(["installation", "rehearsal", "stage"], ConfigurationLoader.Profiles);

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_profile_sets_what_it_says_and_nothing_else(string profile)
    {
        var said = Settings(Path.Combine(
            ConfigurationLoader.Folder, "profiles", $"{profile}.json"));
        var options = ConfigurationLoader.Load(profile, []);
        Assert.NotEmpty(said);
        Assert.All(said.Keys, path => Assert.Contains(path, OptionKey.All.Select(key => key.Path)));
        Assert.All(OptionKey.All.Where(key => !key.IsOpen), key => Assert.Equal(
            said.GetValueOrDefault(key.Path) ?? Text(key.Default),
            Text(ValueAt(options, key.Path)),
            ignoreCase: true));
    }

    [Fact]
    public void Flags_come_last()
    {
        var options = ConfigurationLoader.Load("rehearsal", ["agent.maxListenSeconds=33"]);
        Assert.Equal(33, options.Agent.MaxListenSeconds);
    }

    [Fact]
    public void The_defaults_are_those_of_the_code() =>
        Assert.Equal(new RigOptions(), ConfigurationLoader.Load(null, []));

    [Fact]
    public void A_controller_may_be_assigned_and_the_defaults_stay()
    {
        var options = ConfigurationLoader.Load(
            null, ["control.cc.2/20=agent.modes.contrast.weight"]);
        Assert.Equal("agent.modes.contrast.weight", options.Control.Cc["2/20"]);
        Assert.Equal("mute", options.Control.Cc["67"]);
        Assert.Equal(
            "", ConfigurationLoader.Load(null, ["control.cc.67="]).Control.Cc["67"]);
    }

    [Theory]
    [InlineData("control.cc.20=mutte", "did you mean 'mute'")]
    [InlineData("control.oscOutputAddress=nowhere", "no IP address")]
    public void A_control_that_cannot_be_is_refused_at_start(string flag, string why) =>
        Assert.Contains(
            why,
            Assert.Throws<CommandException>(() => ConfigurationLoader.Load(null, [flag])).Message,
            StringComparison.Ordinal);

    private static Dictionary<string, string> Settings(string file) =>
        new ConfigurationBuilder().AddJsonFile(file).Build().AsEnumerable()
            .Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Key, setting => setting.Value!);

    private static object? ValueAt(object? options, string path) =>
        path.Split(':').Aggregate(options, (section, name) => section?.GetType().GetProperty(
            name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)!
            .GetValue(section));

    private static string Text(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
