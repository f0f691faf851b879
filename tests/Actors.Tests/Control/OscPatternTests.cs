using System.Text.RegularExpressions;
using Antiphon.Control;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Control;

public sealed class OscPatternTests
{
    [Theory]
    [InlineData("/antiphon/mute", "/antiphon/mute", true)]
    [InlineData("/antiphon/mute", "/antiphon/mutes", false)]
    [InlineData("/antiphon/*", "/antiphon/mute", true)]
    [InlineData("/antiphon/*", "/antiphon/mode/free", false)]
    [InlineData("/*/*/free", "/antiphon/mode/free", true)]
    [InlineData("/a?c", "/abc", true)]
    [InlineData("/a?c", "/ac", false)]
    [InlineData("/a?c", "/a/c", false)]
    [InlineData("/[a-c]x", "/bx", true)]
    [InlineData("/[!a-c]x", "/bx", false)]
    [InlineData("/[!a-c]x", "/dx", true)]
    [InlineData("/[abc-]x", "/-x", true)]
    [InlineData("/{mute,panic}", "/panic", true)]
    [InlineData("/{mute,panic}", "/pan", false)]
    [InlineData("/{ab,a}b", "/ab", true)]
    [InlineData("/{mute", "/mute", false)]
    [InlineData("/[a", "/a", false)]
    public void Patterns_mean_what_the_specification_says(
        string pattern, string address, bool matches) =>
        Assert.Equal(matches, OscPattern.Matches(pattern, address));

    [Fact]
    public void Stars_and_question_marks_mean_what_they_mean_to_a_regular_expression() =>
        Gen.Select(
            Gen.String[Gen.Char["ab/*?"], 0, 8], Gen.String[Gen.Char["ab/"], 0, 8]).Sample(
            (pattern, address) =>
            {
                var expression = Regex.Escape(pattern)
                    .Replace("\\*", "[^/]*", StringComparison.Ordinal)
                    .Replace("\\?", "[^/]", StringComparison.Ordinal);
                Assert.Equal(
                    Regex.IsMatch(address, $"\\A{expression}\\z"),
                    OscPattern.Matches(pattern, address));
            },
            iter: 5_000);

    [Fact]
    public void A_pattern_too_long_means_nothing() =>
        Assert.False(OscPattern.Matches(new string('*', 300), "/a"));
}
