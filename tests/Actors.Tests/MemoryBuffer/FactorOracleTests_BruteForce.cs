using Antiphon.MemoryBuffer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.MemoryBuffer;

/// <summary>
/// The oracle against its definitions, computed by search: suffix links are where the longest
/// repeated suffix is read to; its length is exact, or in at most 4 % of states below the longest.
/// </summary>
public class FactorOracleTests_BruteForce
{
    private static readonly Gen<int[]> Words =
        Gen.Int[1, 5].SelectMany(letters => Gen.Int[0, letters - 1].Array[1, 60]);

    [Fact]
    public void Suffix_link_is_where_the_longest_repeated_suffix_is_read_to() =>
        Words.Sample(
            word =>
            {
                var view = Build(word).View();
                for (var state = 1; state <= word.Length; state++)
                {
                    var repeated = word.AsSpan()[(state - LongestRepeated(word, state))..state];
                    Assert.Equal(Read(word, state, repeated), view.SuffixLink(state));
                }
            },
            iter: 300);

    [Fact]
    public void Length_of_the_repeated_suffix_is_true_of_the_link_and_almost_always_the_longest()
    {
        int states = 0, shorter = 0;
        Words.Sample(
            word =>
            {
                var view = Build(word).View();
                for (var state = 1; state <= word.Length; state++)
                {
                    var (link, length) =
                        (view.SuffixLink(state), view.RepeatedSuffixLength(state));
                    var longest = LongestRepeated(word, state);
                    Assert.InRange(length, Math.Min(1, longest), longest);
                    Assert.Equal(word[(state - length)..state], word[(link - length)..link]);
                    states++;
                    shorter += length < longest ? 1 : 0;
                }
            },
            iter: 300,
            threads: 1);
        Assert.True(shorter <= 0.04 * states, $"{shorter} of {states} are below the longest");
    }

    [Fact]
    public void Every_factor_is_read() =>
        Words.Sample(
            word =>
            {
                var oracle = Build(word);
                for (var start = 0; start < word.Length; start++)
                {
                    Assert.True(oracle.Accepts(word.AsSpan()[start..]));
                }
            },
            iter: 200);

    [Fact]
    public void Children_of_a_state_are_those_whose_suffix_link_it_is() =>
        Words.Sample(
            word =>
            {
                var view = Build(word).View();
                for (var state = 0; state <= word.Length; state++)
                {
                    var children = new List<int>();
                    for (var c = view.LastChild(state); c != 0; c = view.PreviousSibling(c))
                    {
                        children.Add(c);
                    }

                    var expected = Enumerable.Range(1, word.Length).Reverse()
                        .Where(other => view.SuffixLink(other) == state);
                    Assert.Equal(expected, children);
                }
            },
            iter: 100);

    private static FactorOracle Build(int[] word)
    {
        var oracle = new FactorOracle(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            oracle.Append(RememberedFrame.Of(Performance.Speaking(i, word[i])), word[i]);
        }

        return oracle;
    }

    /// <summary>Longest suffix of the first letters that also ends earlier among them.</summary>
    private static int LongestRepeated(int[] word, int state)
    {
        for (var length = state - 1; length > 0; length--)
        {
            var suffix = word.AsSpan()[(state - length)..state];
            if (word.AsSpan()[..(state - 1)].IndexOf(suffix) >= 0)
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Reads letters in the oracle of a prefix, built by its definition.</summary>
    /// <remarks>
    /// Source: Allauzen et al. 1999, Build_Oracle: for each state, for each letter, a factor that
    /// begins with the state's shortest word lays the transition to where it is first complete.
    /// </remarks>
    private static int Read(int[] word, int length, ReadOnlySpan<int> letters)
    {
        var prefix = word.AsSpan()[..length];
        var state = 0;
        var shortest = ShortestWords(prefix);
        foreach (var letter in letters)
        {
            state = Next(prefix, shortest[state], state, letter);
        }

        return state;
    }

    private static int Next(ReadOnlySpan<int> prefix, int[] shortest, int state, int letter)
    {
        if (state < prefix.Length && prefix[state] == letter)
        {
            return state + 1;
        }

        int[] wanted = [.. shortest, letter];
        var from = state - shortest.Length;
        var at = prefix[from..].IndexOf(wanted);
        return at < 0 ? -1 : from + at + wanted.Length;
    }

    /// <summary>The shortest word that the oracle reads to each state.</summary>
    private static int[][] ShortestWords(ReadOnlySpan<int> prefix)
    {
        var shortest = new int[]?[prefix.Length + 1];
        shortest[0] = [];
        for (var state = 0; state < prefix.Length; state++)
        {
            var word = shortest[state]!;
            for (var letter = 0; letter < 5; letter++)
            {
                var next = Next(prefix, word, state, letter);
                if (next > 0 && (shortest[next] is not { } known || word.Length + 1 < known.Length))
                {
                    shortest[next] = [.. word, letter];
                }
            }
        }

        return shortest!;
    }
}
