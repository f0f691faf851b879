using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>What was played of late, and the chord that it lets one believe in.</summary>
public sealed class HeardTonesTests
{
    private const int C = 60;
    private const int D = 62;
    private const int E = 64;
    private const int G = 67;

    private static readonly Chord GMajor = new(7, ChordKind.Major, 7, 0.3);

    [Fact]
    public void What_was_played_fades_by_half_in_a_second_of_sound()
    {
        var heard = HeardTones.Of([Note(0, 1, C), Note(1, 1, D)]);
        Assert.Equal(1, heard[D % 12]);
        Assert.Equal(0.5, heard[C % 12], 6);
    }

    [Fact]
    public void What_was_played_does_not_fade_in_silence() =>
        Assert.Equal(
            HeardTones.Of([Note(0, 1, C), Note(1, 1, D)])[C % 12],
            HeardTones.Of([Note(0, 1, C), Note(4, 1, D)])[C % 12], 6);

    [Fact]
    public void Notes_together_fade_as_one() =>
        Assert.Equal(
            0.5, HeardTones.Of([Note(0, 1, C), Note(1, 1, D), Note(1, 1, G)])[C % 12], 6);

    [Fact]
    public void Nothing_was_played_of_nothing()
    {
        Assert.All(HeardTones.Of([]), weight => Assert.Equal(0, weight));
        Assert.Equal(ChordTones.Of(GMajor), HeardTones.ChordOf(GMajor, HeardTones.Of([])));
        Assert.True(HeardTones.ChordOf(null, HeardTones.Of([])).IsNone);
    }

    [Fact]
    public void A_sure_chord_stands_whatever_was_played() =>
        Assert.Equal(
            ChordTones.Of(GMajor),
            HeardTones.ChordOf(GMajor with { Sureness = 0.9 }, Heard(C, E)));

    [Fact]
    public void Of_a_chord_that_is_not_sure_only_what_was_played_is_believed()
    {
        Assert.Equal(Tones(G, [G, D]), HeardTones.ChordOf(GMajor, Heard(D, G, C)));
        // Without its root, the tone played most takes its place.
        Assert.Equal(Tones(D, [D]), HeardTones.ChordOf(GMajor, Heard(C, D)));
    }

    [Fact]
    public void A_chord_of_which_nothing_was_played_gives_way_to_what_was() =>
        Assert.Equal(Tones(E, [C, E]), HeardTones.ChordOf(GMajor, Heard(C, E)));

    [Fact]
    public void Without_a_chord_what_was_played_is_one() =>
        Assert.Equal(Tones(E, [C, E]), HeardTones.ChordOf(null, Heard(C, E)));

    [Fact]
    public void The_less_sure_the_chord_the_more_counts_what_was_played()
    {
        double[] costs =
            [.. new[] { 1, 0.7, 0.35, 0 }.Select(sure => LineWeights.Over(sure).Strange)];
        Assert.Equal(new LineWeights().Strange, costs[0]);
        Assert.Equal(costs[0], costs[1], 9);
        Assert.True(costs[1] < costs[2] && costs[2] < costs[3]);
    }

    private static HeardNote Note(double second, double seconds, int key) =>
        new(SampleTime.FromSeconds(second), seconds, key, -20);

    // Each for as long as the one before.
    private static double[] Heard(params int[] keys) =>
        HeardTones.Of([.. keys.Select((key, i) => Note(0.1 * i, 0.1, key))]);

    private static ChordTones Tones(int root, int[] keys) =>
        new(root % 12, keys.Aggregate(0, (mask, key) => mask | 1 << key % 12));
}
