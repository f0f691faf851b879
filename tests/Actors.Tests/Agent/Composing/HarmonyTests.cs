using Antiphon.Agent;
using Antiphon.Signal;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Agent;

public sealed class HarmonyTests
{
    private static readonly double[] TriadOfC = ByHand.Chroma((0, 1), (4, 0.8), (7, 0.6));

    [Fact]
    public void Where_nothing_sounds_a_key_stays_as_it_is() =>
        Assert.Equal(61.3, Harmony.Nearest(61.3, new double[12]));

    [Theory]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    [InlineData(63, 64)]
    [InlineData(65, 64)]
    [InlineData(66, 67)]
    [InlineData(70, 72)]
    [InlineData(23, 24)]
    [InlineData(118, 120)]
    public void A_key_goes_to_the_nearest_that_sounds_in_any_octave(int key, int nearest) =>
        Assert.Equal(nearest, Harmony.Nearest(key, TriadOfC));

    [Theory]
    [InlineData(0.6, 0.4, 60)]
    [InlineData(0.4, 0.6, 62)]
    public void Of_two_as_near_the_stronger_is_taken(double c, double d, int taken) =>
        Assert.Equal(taken, Harmony.Nearest(61, ByHand.Chroma((0, c), (2, d))));

    [Theory]
    [InlineData(0.049, 60)]
    [InlineData(0.05, 63)]
    public void What_has_less_than_a_twentieth_of_the_energy_does_not_sound(
        double share, int nearest) =>
        Assert.Equal(nearest, Harmony.Nearest(63, ByHand.Chroma((0, 1 - share), (3, share))));

    [Fact]
    public void Only_the_seven_strongest_sound()
    {
        var eight = ByHand.Chroma(
            (0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (9, 0.9));
        Assert.Equal(66, Harmony.Nearest(68, eight));
        eight[6] = 0;
        Assert.Equal(69, Harmony.Nearest(68, eight));
    }

    [Fact]
    public void No_key_that_sounds_is_nearer_than_the_one_taken() => Gen.Select(
        Gen.Double[0, 1].Array[12], Gen.Int[0, 127]).Sample((now, key) =>
    {
        var strongest = Enumerable.Range(0, 12).OrderByDescending(one => now[one]).Take(7)
            .Where(one => now[one] >= 0.05 * now.Sum()).ToList();
        var nearest = Enumerable.Range(key - 12, 25)
            .Where(one => strongest.Contains((one + 24) % 12)).Min(one => Math.Abs(one - key));
        var taken = Harmony.Nearest(key, now);
        Assert.Equal(nearest, Math.Abs(taken - key), 9);
        Assert.Contains(((int)taken + 24) % 12, strongest);
    });

    [Fact]
    public void Without_pull_no_note_moves_and_with_all_of_it_each_does()
    {
        List<ShapedNote> line = [.. Enumerable.Range(0, 24).Select(i => ByHand.Note(i, 1, 55 + i))];
        Assert.Equal(line, Harmony.Pull(line, TriadOfC, 0, new SplitMix64(1)));
        Assert.Equal(
            line.Select(note => note with { Key = Harmony.Nearest(note.Key, TriadOfC) }),
            Harmony.Pull(line, TriadOfC, 1, new SplitMix64(1)));
    }

    [Fact]
    public void Pull_is_the_share_of_notes_that_are_drawn()
    {
        List<ShapedNote> line = [.. Enumerable.Range(0, 4000).Select(i => ByHand.Note(i, 1, 61))];
        var pulled = Harmony.Pull(line, TriadOfC, 0.2, new SplitMix64(7));
        Assert.InRange(pulled.Count(note => note.Key == 60) / 4000.0, 0.17, 0.23);
        Assert.Equal(4000, pulled.Count(note => note.Key is 60 or 61));
    }

    [Fact]
    public void A_note_between_two_keys_is_drawn_from_the_nearer() =>
        Assert.Equal(
            67, Harmony.Pull([ByHand.Note(0, 1, 65.6)], TriadOfC, 1, new SplitMix64(1))[0].Key);
}
