using Antiphon.Perception;
using Antiphon.Signal;
using Xunit;

namespace Antiphon.Tests.Perception;

public sealed class MutualInformationTests
{
    // By hand: H(a) = 1, H(b) = 1, joint (3/8, 1/8, 1/8, 3/8): I = 2 − 1.811278 = 0.188722.
    [Fact]
    public void Eight_pairs_counted_by_hand()
    {
        int[] a = [0, 0, 0, 0, 1, 1, 1, 1];
        int[] b = [5, 5, 5, 9, 5, 9, 9, 9];
        Assert.Equal(0.188722, MutualInformation.Bits(a, b), 1e-6);
        Assert.Equal(0.188722, MutualInformation.Normalised(a, b), 1e-6);
    }

    // By hand: b halves a's four labels: I = 1 bit; the mean entropy is (2 + 1) / 2.
    [Fact]
    public void A_coarser_copy_says_all_of_itself_and_half_of_the_other()
    {
        int[] a = [0, 1, 2, 3];
        int[] b = [0, 0, 1, 1];
        Assert.Equal(1, MutualInformation.Bits(a, b), 1e-12);
        Assert.Equal(1 / 1.5, MutualInformation.Normalised(a, b), 1e-12);
    }

    [Fact]
    public void A_renamed_copy_says_everything() =>
        Assert.Equal(1, MutualInformation.Normalised([3, 7, 7, -2, 0], [30, 70, 70, 8, 1]), 1e-12);

    [Fact]
    public void Every_pair_once_says_nothing()
    {
        var a = Enumerable.Range(0, 26 * 64).Select(i => i % 26).ToArray();
        var b = Enumerable.Range(0, 26 * 64).Select(i => i / 26).ToArray();
        Assert.Equal(0, MutualInformation.Bits(a, b), 1e-9);
    }

    [Fact]
    public void What_never_changes_says_nothing()
    {
        Assert.Equal(0, MutualInformation.Normalised([4, 4, 4], [1, 2, 3]));
        Assert.Equal(0, MutualInformation.Normalised([], []));
    }

    [Fact]
    public void Order_of_the_two_does_not_matter()
    {
        var (a, b) = (Noise(500, 7, 1), Noise(500, 5, 2));
        Assert.Equal(
            MutualInformation.Normalised(a, b), MutualInformation.Normalised(b, a), 1e-12);
    }

    [Fact]
    public void Chance_alone_is_not_taken_for_information()
    {
        var control = MutualInformation.Control(Noise(2_000, 64, 1), Noise(2_000, 26, 2));
        Assert.InRange(control.Normalised, 0.05, 0.2);
        Assert.InRange(control.Excess, -0.01, 0.01);
        Assert.InRange(control.Spread, 1e-5, 0.01);
    }

    [Fact]
    public void A_word_that_tells_the_index_half_the_time_is_found()
    {
        var index = Enumerable.Range(0, 2_000).Select(i => i % 26).ToArray();
        var noise = Noise(2_000, 26, 3);
        var words = index.Select((k, i) => i % 2 == 0 ? k : noise[i]).ToArray();
        Assert.InRange(MutualInformation.Control(words, index).Excess, 0.1, 0.5);
    }

    [Fact]
    public void Equal_seeds_give_equal_controls()
    {
        var (a, b) = (Noise(300, 9, 1), Noise(300, 9, 2));
        Assert.Equal(MutualInformation.Control(a, b), MutualInformation.Control(a, b));
        Assert.NotEqual(
            MutualInformation.Control(a, b).ByChance,
            MutualInformation.Control(a, b, seed: 2).ByChance);
    }

    [Fact]
    public void Sequences_of_different_length_are_a_callers_bug() =>
        Assert.Throws<ArgumentException>(() => MutualInformation.Bits([1, 2], [1]));

    private static int[] Noise(int length, int labels, ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextInt(labels))];
    }
}
