using System.CommandLine;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;

namespace Antiphon.Host.Commands;

/// <summary>The flags that every command knows.</summary>
internal sealed class CommonOptions
{
    private const string Profile = "--profile";
    private const string Set = "--set";
    private const string Model = "--model";

    private readonly Option<bool> _json = Json();

    private readonly Option<string?> _profile =
        new(Profile) { Description = "Settings for a place: stage, installation or rehearsal" };

    private readonly Option<string[]> _set = new(Set)
    {
        Description = "Override a setting: --set agent.seed=7",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _model =
        new(Model) { Description = "A model that is heard with: its name, or its ONNX file" };

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

    /// <summary>The flag that has answers and errors written for machines.</summary>
    public static Option<bool> Json() =>
        new("--json") { Description = "Answer in JSON, for machines; errors too" };

    /// <summary>
    /// Reads the settings of a command that knows them, used or not, so that none is taken for
    /// granted that does not exist.
    /// </summary>
    /// <exception cref="CommandException">The configuration is not usable.</exception>
    public static void Use(ProgramContext context, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Action == command.Action && command.Options.Any(one => one.Name == Set))
        {
            context.Use(ConfigurationLoader.Read(
                parsed.GetValue<string?>(Profile),
                parsed.GetValue<string[]>(Set) ?? [],
                ModelIn(parsed)));
        }
    }

    public Terminal Terminal(ParseResult parsed) =>
        ProgramContext.Of(parsed).TerminalOf(parsed.GetValue(_json));

    /// <summary>True where a profile or a setting was named.</summary>
    public bool AreGiven(ParseResult parsed) =>
        parsed.GetValue(_profile) is not null || parsed.GetValue(_set) is { Length: > 0 };

    /// <summary>The settings, with the model that was named; they are then in force.</summary>
    /// <exception cref="CommandException">The configuration is not usable.</exception>
    public RigOptions Options(ParseResult parsed) =>
        ProgramContext.Of(parsed).Use(OptionsOf(parsed, parsed.GetValue(_profile)));

    /// <summary>The settings as they would be under a profile.</summary>
    /// <exception cref="CommandException">The configuration is not usable.</exception>
    public RigOptions OptionsOf(ParseResult parsed, string? profile) =>
        ConfigurationLoader.Load(
            profile, parsed.GetValue(_set) ?? [], ModelIn(parsed));

    // A model that is named is a setting like any other.
    private static GivenSetting? ModelIn(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Any(one => one.Name == Model)
            && parsed.GetValue<string?>(Model) is { } model
            ? new(
                "encoder:model", Shelf.ModelSetting(model), "", SettingFrom.Flag,
                $"{Model} {model}")
            : null;
}
