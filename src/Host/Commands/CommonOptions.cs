using System.CommandLine;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;

namespace Antiphon.Host.Commands;

/// <summary>The flags that every command knows.</summary>
internal sealed class CommonOptions
{
    private readonly Option<bool> _json =
        new("--json") { Description = "Answer in JSON, for machines" };

    private readonly Option<string?> _profile =
        new("--profile") { Description = "Settings for a place: stage, installation or rehearsal" };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Override a setting: --set agent.seed=7",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds the flags to a command.</summary>
    public CommonOptions(Command command)
    {
        command.Add(_json);
        command.Add(_profile);
        command.Add(_set);
    }

    public Terminal Terminal(ParseResult parsed) => TerminalOf(parsed, parsed.GetValue(_json));

    /// <summary>What a command that was called so speaks on.</summary>
    public static Terminal TerminalOf(ParseResult parsed, bool json) => Output.Terminal.On(
        parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, json);

    /// <exception cref="CommandException">The configuration is not usable.</exception>
    public RigOptions Options(ParseResult parsed) =>
        OptionsOf(parsed, parsed.GetValue(_profile));

    /// <summary>The settings as they would be under a profile.</summary>
    /// <exception cref="CommandException">The configuration is not usable.</exception>
    public RigOptions OptionsOf(ParseResult parsed, string? profile) =>
        ConfigurationLoader.Load(profile, parsed.GetValue(_set) ?? []);
}
