using System.CommandLine;
using Antiphon.Host.Commands;

namespace Antiphon.Host.Tests;

/// <summary>The commands that there are.</summary>
internal static class CommandTree
{
    public static IEnumerable<Command> All() => In(CommandLine.Root());

    /// <summary>Those that do something.</summary>
    public static IEnumerable<Command> Leaves() => All().Where(one => one.Action is not null);

    /// <summary>An example of a command, found by its name.</summary>
    public static string ExampleOf(string name) => CommandExamples.Of(
        All().Single(one => UsageFault.NameOf(one) == name))[0];

    private static IEnumerable<Command> In(Command command) =>
        command.Subcommands.SelectMany(In).Prepend(command);
}
