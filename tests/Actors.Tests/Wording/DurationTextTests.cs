using Antiphon.Wording;
using Xunit;

namespace Antiphon.Tests.Wording;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("0.5", 0.5)]
    [InlineData("-5", -5)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("10 min", 600)]
    [InlineData("1.5h", 5_400)]
    [InlineData("1h30m", 5_400)]
    [InlineData("2m5s", 125)]
    [InlineData("250ms", 0.25)]
    [InlineData("1:30", 90)]
    [InlineData("1:02:30", 3_750)]
    public void A_duration_is_read_as_it_is_written(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var read));
        Assert.Equal(seconds, read, 9);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("soon")]
    [InlineData("10x")]
    [InlineData("m")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("1:3")]
    [InlineData("5m3h")]
    public void What_is_no_duration_is_none(string text) =>
        Assert.False(DurationText.TryParse(text, out _));
}
