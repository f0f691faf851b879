using System.CommandLine;
using System.Text.RegularExpressions;
using Antiphon.Host.Commands;
using Antiphon.Tests.Style;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>What help and documents say of commands and flags, the parser holds true.</summary>
public sealed partial class DocumentedCommandsTests
{
    public static TheoryData<string> Commands =>
        [.. CommandTree.All().Select(UsageFault.NameOf)];

    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md")
            .Append(Path.Combine(SourceTree.Root, "README.md"))
            .Select(path => Path.GetRelativePath(SourceTree.Root, path)),
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_help_ends_with_examples_that_can_be_typed(string command)
    {
        var help = (await CommandRun.Here(
            [.. command.Split(' ').Skip(1), "--help"])).Done().Output;
        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n')
            .Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, line =>
        {
            Assert.StartsWith(command + ' ', line + ' ', StringComparison.Ordinal);
            Assert.Null(UsageFault.Of(Parse(line)));
        });
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_of_a_document_is_one_that_there_is(string document)
    {
        foreach (var block in Fence().Matches(Text(document)).Select(one => one.Value))
        {
            foreach (var line in block.Split('\n').Select(one => Typed(one)).OfType<string>())
            {
                Assert.True(
                    UsageFault.Strange(Parse(line)) is null
                    && (IsSketch(line) || UsageFault.Of(Parse(line)) is null),
                    $"{document}: {line}: {UsageFault.Of(Parse(line))}");
            }
        }

        foreach (var span in Spans(document).Where(
            one => one.StartsWith("antiphon ", StringComparison.Ordinal)))
        {
            Assert.All(Alternatives(span), line => Assert.True(
                UsageFault.Strange(Parse(line)) is null,
                $"{document}: {line}: {UsageFault.Strange(Parse(line))}"));
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_flag_of_a_document_is_one_that_there_is(string document)
    {
        var known = CommandTree.All().SelectMany(one => one.Options).Select(one => one.Name)
            .Append("--help").ToHashSet();
        // What is measured is measured with other programs' flags too.
        string[] foreign = document.EndsWith("measurements.md", StringComparison.Ordinal)
            ? ["--filter"]
            : [];
        known.UnionWith(foreign);
        foreach (var span in Spans(document).Where(
            one => one.StartsWith("--", StringComparison.Ordinal)))
        {
            Assert.All(Flag().Matches(span), flag => Assert.True(
                known.Contains(flag.Value), $"{document}: there is no {flag.Value}"));
        }
    }

    [Fact]
    public void Every_command_that_does_something_is_named_in_the_readme()
    {
        var readme = Text("README.md");
        Assert.All(
            CommandTree.Leaves().Select(one => UsageFault.NameOf(one).Split(' ')),
            words => Assert.Matches(
                $@"antiphon {words[1]}\b" + (words.Length > 2 ? $@".*\b{words[2]}\b" : ""),
                readme));
    }

    [Theory]
    [InlineData("`antiphon ply` plays", true)]
    [InlineData("`antiphon play --inptu x` plays", true)]
    [InlineData("`antiphon play --input x` plays", false)]
    public void A_wrong_command_in_a_document_would_be_found(string text, bool isFound) =>
        Assert.Equal(isFound, Span().Matches(text).Any(
            one => UsageFault.Strange(Parse(one.Groups[1].Value)) is not null));

    // What stands for more, or for one of several, is not a whole command line.
    private static bool IsSketch(string line) =>
        line.Contains("...", StringComparison.Ordinal) || line.Contains('|')
        || line.Contains('…');

    private static string? Typed(string line)
    {
        var typed = Remark().Replace(line.Trim(), "");
        var command = typed.StartsWith("dotnet run ", StringComparison.Ordinal)
            ? "antiphon " + typed[(typed.IndexOf(" -- ", StringComparison.Ordinal) + 4)..]
            : typed;
        return command.StartsWith("antiphon ", StringComparison.Ordinal)
            ? Redirection().Replace(command, "")
            : null;
    }

    private static IEnumerable<string> Alternatives(string line)
    {
        var choice = line.Split(' ').FirstOrDefault(word => word.Contains('|'));
        return choice is null
            ? [Redirection().Replace(line, "")]
            : choice.Split('|').Select(one => line.Replace(choice, one, StringComparison.Ordinal));
    }

    private static ParseResult Parse(string line) => CommandLine.Root().Parse(
        Alternatives(line).First().Replace("[", "", StringComparison.Ordinal)
            .Replace("]", "", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Where(word => word is not ("..." or "…"))
            .ToList(),
        CommandLine.Style);

    private static IEnumerable<string> Spans(string document) =>
        Span().Matches(Fence().Replace(Text(document), ""))
            .Select(one => Blanks().Replace(one.Groups[1].Value, " "));

    private static string Text(string document) =>
        File.ReadAllText(Path.Combine(SourceTree.Root, document));

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`([^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"--[a-z][a-z-]+")]
    private static partial Regex Flag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(\s{2,}|\s+# ).*$")]
    private static partial Regex Remark();

    [GeneratedRegex(@" [>|] .*$")]
    private static partial Regex Redirection();
}
