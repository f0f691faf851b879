using System.CommandLine;
using Antiphon.Host.Composition;
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

    private readonly Option<string?> _model =
        new("--model") { Description = "A model that is heard with: its name, or its ONNX file" };

    /// <summary>Adds the flags to a command.</summary>
    /// <param name="hears">Whether it hears: then with a model of choice.</param>
    public CommonOptions(Command command, bool hears = false)
    {
        if (hears)
        {
            command.Add(_model);
        }

        command.Add(_json);
        command.Add(_profile);
        command.Add(_set);
    }

    public Terminal Terminal(ParseResult parsed) =>
        ProgramContext.Of(parsed).TerminalOf(parsed.GetValue(_json));

    /// <summary>The settings, which are then in force.</summary>
    /// <exception cref="CommandException">The configuration is not usable.</exception>
    public RigOptions Options(ParseResult parsed) =>
        ProgramContext.Of(parsed).Use(OptionsOf(parsed, parsed.GetValue(_profile)));

    /// <summary>The settings as they would be under a profile.</summary>
    /// <exception cref="CommandException">The configuration is not usable.</exception>
    public RigOptions OptionsOf(ParseResult parsed, string? profile)
    {
        var options = ConfigurationLoader.Load(profile, parsed.GetValue(_set) ?? []);
        return parsed.GetResult(_model)?.GetValueOrDefault<string?>() is { } model
            ? options with
            {
                Encoder = options.Encoder with { Model = Shelf.ModelSetting(model) },
            }
            : options;
    }
}
