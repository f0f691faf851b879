using Antiphon.Perception;
using Antiphon.Quantizer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Perception;

public sealed class TokenStatisticsTests
{
    [Fact]
    public void Figures_of_a_small_stream_are_those_worked_out_by_hand()
    {
        // 0 0 1 · 1 2: shares 2/5, 2/5, 1/5; pairs 00, 01, 12.
        var words = Of(0, 0, 1, 255, 1, 2);

        Assert.Equal(5, words.Count);
        Assert.Equal(1, words.Rests);
        Assert.Equal(3, words.Unique);
        Assert.Equal(0.4, words.Top1Share, 12);
        Assert.Equal(1, words.Top3Share, 12);
        Assert.Equal(1.5219280948873621, words.EntropyBits, 12);
        Assert.Equal(Math.Pow(2, 1.5219280948873621), words.Perplexity, 12);
        Assert.Equal(2.0 / 3, words.ConditionalEntropyBits, 12);
    }

    [Fact]
    public void Expected_unique_words_equal_drawing_them() =>
        Gen.Select(Gen.Byte[0, 6].Array[3, 8], Gen.Int[1, 8]).Sample((stream, n) =>
        {
            n = Math.Min(n, stream.Length);
            var draws = Choices(stream.Length, n).Select(
                chosen => (double)chosen.Select(i => stream[i]).Distinct().Count()).ToList();
            Assert.Equal(draws.Average(), Of(stream).ExpectedUniqueAt(n), 9);
        }, iter: 100);

    [Fact]
    public void Divergence_is_none_of_the_same_and_one_bit_of_what_shares_nothing()
    {
        Assert.Equal(0, Of(1, 2, 3).JensenShannonDivergence(Of(3, 2, 1)), 12);
        Assert.Equal(1, Of(1, 2).JensenShannonDivergence(Of(3, 4, 5)), 12);
    }

    [Fact]
    public void More_frames_alone_are_not_more_diverse()
    {
        var training = Of(0, 1, 2, 3);
        var live = Of([.. Enumerable.Range(0, 400).Select(i => (byte)(i % 8))]);
        Assert.InRange(live.UniqueAtTrainingN(training), 3, 4);
    }

    private static TokenStatistics Of(params byte[] words)
    {
        var statistics = new TokenStatistics(8);
        foreach (var word in words)
        {
            statistics.Add(new Token(word));
        }

        return statistics;
    }

    private static IEnumerable<int[]> Choices(int of, int n) =>
        n == 0
            ? [[]]
            : Enumerable.Range(0, of).SelectMany(
                last => Choices(last, n - 1).Select(rest => rest.Append(last).ToArray()));
}
