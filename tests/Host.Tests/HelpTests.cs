using System.CommandLine;
using Antiphon.Host.Commands;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>The help of every command can be read where there is little room.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void No_line_is_longer_than_the_screen_is_wide_and_no_word_is_cut(int columns)
    {
        var commands = CommandTree.All()
            .Select(one => UsageFault.NameOf(one).Split(' ')[1..]).ToList();
        Assert.True(commands.Count > 20);
        foreach (var words in commands)
        {
            var (folded, whole) = (Help(words, columns), Help(words, 10_000));
            Assert.All(folded.Split('\n'), line => Assert.True(
                line.TrimEnd().Length <= columns, $"{string.Join(' ', words)}: {line}"));
            Assert.Equal(Words(whole), Words(folded));
        }
    }

    [Fact]
    public void An_example_that_is_folded_can_be_typed_as_it_stands()
    {
        var help = Help(["corpus", "label"], 60);
        Assert.Contains(
            "  antiphon corpus label mine.corpus --recording one \\\n"
                + "      --from 0:12 --to 0:40 --label calm\n",
            help, StringComparison.Ordinal);
    }

    private static string Help(string[] words, int columns)
    {
        using var output = new StringWriter();
        CommandLine.Root(_ => columns).Parse([.. words, "--help"], CommandLine.Style)
            .Invoke(new InvocationConfiguration { Output = output });
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static List<string> Words(string help) =>
    [
        .. help.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word != "\\").Order(StringComparer.Ordinal),
    ];
}
