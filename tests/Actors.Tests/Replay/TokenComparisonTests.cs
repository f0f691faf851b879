using Antiphon.Quantizer;
using Antiphon.Replay;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>What is heard again from a sound, held against what the session heard.</summary>
public sealed class TokenComparisonTests
{
    private const string Here = "0123456789abcdef";

    [Fact]
    public void Equal_streams_are_the_same() =>
        AssertSame(TokenComparison.Of(Words(60), Words(60), Here, Here), "60 tokens");

    [Fact]
    public void A_word_that_differs_is_named()
    {
        var now = Words(60);
        now[31] = now[31] with { Harmonic = Token.Rest };
        var difference = TokenComparison.Of(Words(60), now, "", Here).Difference;
        Assert.Equal("at 0.42 s frame 31 was 31 / 1 and is rest / 1 from its sound", difference);
    }

    [Fact]
    public void A_sound_that_is_too_short_differs() => Assert.Contains(
        "frame 50 was 50 / 1 and is not heard",
        TokenComparison.Of(Words(60), Words(50), "", Here).Difference, StringComparison.Ordinal);

    [Fact]
    public void A_session_that_was_stopped_is_compared_up_to_its_last_segment()
    {
        var now = Words(120);
        now[59] = now[59] with { Harmonic = Token.Rest };
        AssertSame(TokenComparison.Of(Words(60), now, "", Here), "34 tokens", "stopped");
        now[33] = now[33] with { Harmonic = Token.Rest };
        Assert.NotNull(TokenComparison.Of(Words(60), now, "", Here).Difference);
    }

    [Fact]
    public void Behind_a_stretch_that_was_lost_nothing_is_compared()
    {
        List<HeardTokens> was = [.. Words(60).Where(words => words.Ordinal is < 26 or > 51)];
        var now = Words(60);
        now[55] = now[55] with { Harmonic = Token.Rest };
        AssertSame(TokenComparison.Of(was, now, "", Here), "26 tokens", "lost at 0.35 s");
        now[25] = now[25] with { Harmonic = Token.Rest };
        Assert.NotNull(TokenComparison.Of(was, now, "", Here).Difference);
    }

    [Fact]
    public void Behind_the_end_of_a_recording_that_is_not_whole_nothing_is_compared()
    {
        var now = Words(120);
        now[60] = now[60] with { Harmonic = Token.Rest };
        var until = Antiphon.Time.SampleTime.FromSeconds(1.1);
        AssertSame(TokenComparison.Of(Words(120), now, "", Here, until), "52 tokens", "1.10 s");
        now[51] = now[51] with { Harmonic = Token.Rest };
        Assert.NotNull(TokenComparison.Of(Words(120), now, "", Here, until).Difference);
    }

    [Fact]
    public void Another_stream_of_the_same_words_is_another() =>
        Assert.NotNull(TokenComparison.Of(Words(60), Words(60), "", Here).Difference);

    private static void AssertSame(TokenComparison comparison, params string[] said)
    {
        Assert.Null(comparison.Difference);
        Assert.All(
            said, text => Assert.Contains(text, comparison.Remark, StringComparison.Ordinal));
    }

    private static List<HeardTokens> Words(int count) => [.. Enumerable.Range(0, count).Select(
        i => new HeardTokens(i, new Token((byte)i), new Token(1)))];
}
