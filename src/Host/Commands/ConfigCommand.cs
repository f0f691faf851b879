using System.CommandLine;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon config</c>: every setting with its meaning, default and range;
/// <c>antiphon config show</c>: every setting as it holds, and who gave it.
/// </summary>
internal static class ConfigCommand
{
    public static Command Build()
    {
        var command = new Command("config", "Print every setting with its default and range");
        OutputGuard.On(command);
        var common = new CommonOptions(command);
        command.Add(Show());
        command.SetAction(parsed =>
        {
            if (common.AreGiven(parsed))
            {
                throw CommandException.BadUsage(
                    "antiphon config prints the defaults, whatever is set; "
                    + "what holds is shown by: antiphon config show");
            }

            var terminal = common.Terminal(parsed);
            if (!terminal.Json)
            {
                parsed.InvocationConfiguration.Output.Write(ConfigurationText.Write());
            }

            terminal.Document(OptionKey.All.Select(key => new
            {
                Name = OptionKey.Dotted(key.Path),
                Default = ConfigurationText.Plain(key.Default),
                key.Allowed,
                key.Meaning,
            }));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command(
            "show", "Print the settings in force, and where each comes from");
        var common = new CommonOptions(command, hears: true);
        OutputGuard.On(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            var rows = ProgramContext.Of(parsed).Settings!.Rows;
            foreach (var row in rows)
            {
                terminal.Line($"{row.Name} = {ConfigurationText.Shown(row.Value)}  ({row.Source})");
            }

            terminal.Document(rows.Select(row => new
            {
                row.Name,
                row.Value,
                From = OptionKey.JsonName(row.From.ToString()),
                row.Where,
                row.Default,
                row.Allowed,
            }));
            return ExitCode.Done;
        });
        return command;
    }
}
