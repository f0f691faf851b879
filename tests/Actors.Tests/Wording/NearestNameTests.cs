using Antiphon.Wording;
using Xunit;

namespace Antiphon.Tests.Wording;

public sealed class NearestNameTests
{
    private static readonly string[] Names =
        ["mute", "agent.seed", "agent.modes.contrast.weight", "vocabulary.tokenCount"];

    [Theory]
    [InlineData("mutte", "mute")]
    [InlineData("agent.sed", "agent.seed")]
    [InlineData("agent.modes.contrast.wieght", "agent.modes.contrast.weight")]
    [InlineData("TOKENCOUNT", "vocabulary.tokenCount")]
    [InlineData("contrast.weight", "agent.modes.contrast.weight")]
    public void A_slip_of_the_finger_and_a_part_left_out_are_forgiven(
        string mistyped, string meant) =>
        Assert.Equal(meant, NearestName.Of(mistyped, Names));

    [Theory]
    [InlineData("dmeo", "demo")]
    [InlineData("ply", "play")]
    [InlineData("paly", "play")]
    [InlineData("verfy", "verify")]
    [InlineData("shwo", "show")]
    public void Of_short_names_a_slip_or_two_letters_swapped_are_forgiven(
        string mistyped, string meant) =>
        Assert.Equal(
            meant, NearestName.Near(mistyped, ["play", "demo", "learn", "verify", "show"]));

    [Theory]
    [InlineData("bogus")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("config")]
    public void What_is_like_no_name_is_taken_for_none(string mistyped) =>
        Assert.Null(NearestName.Near(mistyped, ["play", "demo", "learn", "verify"]));

    [Fact]
    public void Of_names_that_are_as_near_it_is_the_first() =>
        Assert.Equal("mute", NearestName.Of("", Names));

    [Fact]
    public void Where_there_are_no_names_there_is_none() =>
        Assert.Null(NearestName.Of("mute", []));
}
