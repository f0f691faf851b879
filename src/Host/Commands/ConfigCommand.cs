using System.CommandLine;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon config</c>: every setting with its meaning, default and range.</summary>
internal static class ConfigCommand
{
    public static Command Build()
    {
        var command = new Command("config", "Print every setting with its default and range");
        OutputGuard.On(command);
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(ConfigurationText.Write());
            return ExitCode.Done;
        });
        return command;
    }
}
