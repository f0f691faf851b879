using System.CommandLine;
using System.CommandLine.Parsing;
using Antiphon.Wording;

namespace Antiphon.Host.Commands;

/// <summary>What is wrong with a command line, in one line for the person who wrote it.</summary>
internal static class UsageFault
{
    private const string Program = "antiphon";

    /// <returns>Null where nothing is.</returns>
    public static string? Of(ParseResult parsed) =>
        Strange(parsed) ?? (parsed.Action is { ClearsParseErrors: true }
            ? null
            : Incomplete(parsed) ?? Empty(parsed.CommandResult) ?? First(parsed));

    /// <summary>The word in it that nothing knows, whatever else is missing.</summary>
    /// <returns>Null where there is none.</returns>
    public static string? Strange(ParseResult parsed) => Unknown(parsed) ?? Swallowed(parsed);

    /// <summary>As it is called: <c>antiphon corpus list</c>.</summary>
    public static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{NameOf(parent)} {command.Name}"
            : Program;

    private static string? Unknown(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is not [var word, ..])
        {
            return null;
        }

        var command = parsed.CommandResult.Command;
        var name = NameOf(command);
        if (word.StartsWith('-'))
        {
            return UnknownOption(command, name, word.Split('=', ':')[0]);
        }

        if (command.Subcommands.Count == 0)
        {
            return $"{Short(command)} does not know what to do with '{word}'" + Sample(command);
        }

        var near = NearestName.Near(word, command.Subcommands.Select(one => one.Name));
        return $"there is no command '{name} {word}'; " + (near is null
            ? $"'{name} --help' lists those there are"
            : $"did you mean '{name} {near}'?");
    }

    // A flag that nobody knows is not the name of a file, where several may be named.
    private static string? Swallowed(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var flag = parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.CommandResult.Children
                .SelectMany(child => child.Tokens.Where(token => token.Value.StartsWith(
                    child is ArgumentResult ? "-" : "--", StringComparison.Ordinal)))
                .FirstOrDefault();
        return flag is null
            ? null
            : UnknownOption(command, NameOf(command), flag.Value.Split('=')[0]);
    }

    private static string UnknownOption(Command command, string name, string word)
    {
        var known = command.Options.Select(one => one.Name).ToList();
        if (known.Contains(word))
        {
            return $"{word} belongs behind the command: {name} {word}";
        }

        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            return $"{word} wants a command before it, as in "
                + CommandExamples.Of(command.Subcommands.First())[0];
        }

        var near = NearestName.Near(word.Trim('-'), known.Select(one => one.TrimStart('-')));
        return $"{Short(command)} has no option {word}; " + (near is not null
            ? $"did you mean --{near}?"
            : $"'{name} --help' lists those it has");
    }

    // All that is missing at once.
    private static string? Incomplete(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Action is null && command.Subcommands.Count > 0)
        {
            var name = NameOf(command);
            var names = command.Subcommands.Select(one => one.Name).ToList();
            return name == Program
                ? "what shall it do? 'antiphon demo' plays a duet, 'antiphon --help' lists all"
                : $"{Short(command)} wants one of {string.Join(", ", names)} behind it"
                    + Sample(command.Subcommands.First());
        }

        var missing = command.Arguments
            .Where(one => one.Arity.MinimumNumberOfValues > 0
                && parsed.GetResult(one) is not { Tokens.Count: > 0 })
            .Select(one => $"{one.Name} ({Lower(one.Description)})")
            .Concat(command.Options
                .Where(one => one.Required
                    && parsed.GetResult(one) is not { IdentifierTokenCount: > 0 })
                .Select(one => $"{one.Name} ({Lower(one.Description)})"))
            .ToList();
        return missing.Count == 0
            ? null
            : $"{Short(command)} wants {string.Join(" and ", missing)}" + Sample(command);
    }

    private static string? Empty(CommandResult result)
    {
        foreach (var child in result.Children)
        {
            if (child.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            {
                return NameOf(child) + " is given an empty text; name what is meant";
            }
        }

        return null;
    }

    private static string? First(ParseResult parsed) => parsed.Errors switch
    {
        [] => null,
        [{ SymbolResult: { } symbol } first, ..] when OptionOf(symbol) is { } option =>
            option.IdentifierTokenCount > 1 && option.Option.Arity.MaximumNumberOfValues <= 1
                ? $"{option.Option.Name} is given {option.IdentifierTokenCount} times; "
                    + "give it once"
                : symbol.Tokens.Count == 0
                    ? $"{option.Option.Name} wants a value ({Lower(option.Option.Description)})"
                        + Sample(parsed.CommandResult.Command)
                    : first.Message,
        [var first, ..] => first.Message,
    };

    private static OptionResult? OptionOf(SymbolResult symbol) =>
        symbol as OptionResult ?? symbol.Parent as OptionResult;

    private static string NameOf(SymbolResult symbol) => symbol switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "the command",
    };

    // As a person speaks of it: without the program.
    private static string Short(Command command) =>
        NameOf(command) is var name && name == Program ? name : name[(Program.Length + 1)..];

    private static string Sample(Command command) =>
        CommandExamples.Of(command) is [var example, ..] ? $"; for example: {example}" : "";

    // A description within a sentence; what is spelt in capitals stays so.
    private static string Lower(string? description) =>
        description is [var first, var second, ..] && !char.IsUpper(second)
            ? char.ToLowerInvariant(first) + description[1..]
            : description ?? "";
}
