using Antiphon.MemoryBuffer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.MemoryBuffer;

/// <summary>
/// The oracle against its definitions, computed by search: suffix links are where the longest
/// repeated suffix is read to; its length is exact, or in at most 4 % of states below the longest.
/// An oracle that stands upon another one is the oracle of both words in a row.
/// </summary>
public class FactorOracleTests_BruteForce
{
    private static readonly Gen<Heard> Words = Gen.Int[1, 5].SelectMany(letters =>
        Gen.Select(Gen.Int[0, letters - 1].Array[1, 60], Gen.Int[0, 40], Gen.Int[0, 60])
            .Select((word, below, broken) => new Heard(word, below, broken)));

    [Fact]
    public void Suffix_link_is_where_the_longest_repeated_suffix_is_read_to() =>
        Words.Sample(
            heard =>
            {
                var (word, oracle) = (heard.Letters, heard.Build());
                for (var state = 1; state <= word.Length; state++)
                {
                    var repeated = word.AsSpan()[(state - LongestRepeated(word, state))..state];
                    Assert.Equal(Read(word, state, repeated), oracle.SuffixLink(state));
                }
            },
            iter: 300);

    [Fact]
    public void Length_of_the_repeated_suffix_is_true_of_the_link_and_almost_always_the_longest()
    {
        int states = 0, shorter = 0;
        Words.Sample(
            heard =>
            {
                var (word, oracle) = (heard.Letters, heard.Build());
                for (var state = 1; state <= word.Length; state++)
                {
                    var (link, length) =
                        (oracle.SuffixLink(state), oracle.RepeatedSuffixLength(state));
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
    public void Every_factor_that_no_break_parts_is_read() =>
        Words.Sample(
            heard =>
            {
                var (word, oracle) = (heard.Letters, heard.Build());
                for (var start = 0; start < word.Length; start++)
                {
                    var end = Array.FindIndex(word, start, letter => letter >= Heard.Broken);
                    var factor = word[start..(end < 0 ? word.Length : end)];
                    Assert.True(oracle.Accepts([.. factor.Select(letter => (byte)letter)]));
                }
            },
            iter: 200);

    [Fact]
    public void Children_of_a_state_are_those_whose_suffix_link_it_is() =>
        Words.Sample(
            heard =>
            {
                var (count, oracle) = (heard.Letters.Length, heard.Build());
                for (var state = 0; state <= count; state++)
                {
                    var children = new List<int>();
                    for (var c = oracle.LastChild(state); c != 0; c = oracle.PreviousSibling(c))
                    {
                        children.Add(c);
                    }

                    var expected = Enumerable.Range(1, count).Reverse()
                        .Where(other => oracle.SuffixLink(other) == state);
                    Assert.Equal(expected, children);
                }
            },
            iter: 100);

    [Fact]
    public void What_stands_upon_an_oracle_leaves_it_as_it_was() =>
        Words.Sample(
            heard =>
            {
                var below = heard.BuildBelow();
                if (below is not null)
                {
                    var before = Dump(below);
                    heard.Build(below);
                    Assert.Equal(before, Dump(below));
                }
            },
            iter: 100);

    private static string[] Dump(FactorOracle oracle) =>
        [.. Enumerable.Range(0, oracle.Count + 1).Select(state => string.Join(
            ' ',
            oracle.LetterOf(state),
            oracle.SuffixLink(state),
            oracle.RepeatedSuffixLength(state),
            oracle.LastChild(state),
            oracle.PreviousSibling(state)))];

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
        foreach (var (state, followed) in prefix.ToArray().Index())
        {
            var word = shortest[state]!;
            foreach (var letter in prefix.ToArray().Append(followed).Distinct())
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

    /// <summary>A word of which some lies in an oracle below, and one letter is a break.</summary>
    private sealed record Heard(int[] Word, int Below, int BreakAt)
    {
        /// <summary>Breaks are letters of their own here, so that they equal nothing.</summary>
        public const int Broken = 1000;

        public int[] Letters => [.. Word.Select((letter, i) => IsBreak(i) ? Broken + i : letter)];

        public FactorOracle? BuildBelow()
        {
            var below = Math.Min(Below, Word.Length - 1);
            return below > 0 ? Fill(new FactorOracle(below), 0, below) : null;
        }

        public FactorOracle Build() => Build(BuildBelow());

        public FactorOracle Build(FactorOracle? below) => Fill(
            new FactorOracle(Word.Length, below), below?.Count ?? 0, Word.Length);

        private FactorOracle Fill(FactorOracle oracle, int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                if (IsBreak(i))
                {
                    oracle.AppendBreak();
                }
                else
                {
                    oracle.Append((byte)Word[i]);
                }
            }

            return oracle;
        }

        private bool IsBreak(int i) => i == BreakAt || i == BreakAt / 2;
    }
}
