using Antiphon.Agent;
using Xunit;

namespace Antiphon.Tests.Agent;

public sealed class PhraseLengthsTests
{
    [Fact]
    public void Phrases_of_one_length_are_expected_to_end_and_those_that_differ_are_not()
    {
        var lengths = new PhraseLengths();
        lengths.Add(8);
        Assert.Null(lengths.Usual);
        lengths.Add(9);
        Assert.Equal(9, lengths.Usual);
        Assert.False(lengths.IsEnding(7.9));
        Assert.True(lengths.IsEnding(8.1));
        Assert.False(lengths.IsEnding(12));

        lengths.Add(4);
        Assert.Null(lengths.Usual);
        Assert.False(lengths.IsEnding(8.1));
    }

    [Fact]
    public void Only_the_last_phrases_count()
    {
        var lengths = new PhraseLengths();
        foreach (var seconds in (ReadOnlySpan<double>)[20, 5, 5, 5])
        {
            lengths.Add(seconds);
        }

        Assert.Equal(5, lengths.Usual);
    }
}
