using System.CommandLine;
using System.Globalization;
using Antiphon.Control;
using Antiphon.Host.Output;

namespace Antiphon.Host.Commands;

/// <summary>
/// <c>antiphon controls</c>: everything that can be controlled while the rig plays.
/// </summary>
internal static class ControlsCommand
{
    public static Command Build()
    {
        var command = new Command(
            "controls", "Print every control with its OSC address, range and default");
        OutputGuard.On(command);
        var common = new CommonOptions(command);
        command.SetAction(parsed =>
        {
            var terminal = common.Terminal(parsed);
            terminal.Table(
                ["name in a CC map", "OSC address", "takes", "default", "meaning"],
                ControlTable.Entries.Select(entry => (IReadOnlyList<string>)
                [
                    entry.Kind == ControlKind.Text ? "" : entry.Name,
                    entry.OscAddress,
                    entry.Allowed,
                    entry.Default?.ToString(CultureInfo.InvariantCulture) ?? "",
                    entry.Meaning,
                ]));
            terminal.Document(ControlTable.Entries.Select(entry => new
            {
                entry.Name,
                entry.OscAddress,
                Kind = entry.Kind.ToString().ToLowerInvariant(),
                entry.Minimum,
                entry.Maximum,
                entry.Default,
                entry.Choices,
                Takes = entry.Allowed,
                entry.Meaning,
            }));
            return ExitCode.Done;
        });
        return command;
    }
}
