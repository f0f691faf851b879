using Antiphon.Measures;
using Antiphon.Signal;
using Xunit;

namespace Antiphon.Tests.Measures;

/// <summary>What a memory of figures did for a reply, beside memories that were shuffled.</summary>
public class MemoryEvidenceTests
{
    private static List<Tone> Call() => MotifEvidenceTests.Call();

    [Fact]
    public void A_reply_of_the_players_figures_is_more_than_shuffled_ones_give()
    {
        var echo = Echo(5, tone => tone.Key);
        var evidence = MemoryEvidence.Of(echo, Others())!;

        Assert.Equal(5, evidence.Runs);
        Assert.True(evidence.Helped);
        Assert.True(evidence.Recent.IsBeyond);
        Assert.False(evidence.Developed.IsBeyond);
        Assert.InRange(
            evidence.Recent.Shuffled, evidence.Recent.ShuffledLow, evidence.Recent.ShuffledHigh);
    }

    [Fact]
    public void Older_figures_and_figures_upside_down_count_too()
    {
        Assert.True(MemoryEvidence.Of(Echo(40, tone => tone.Key), Others())!.Developed.IsBeyond);
        Assert.True(
            MemoryEvidence.Of(Echo(5, tone => 140 - tone.Key), Others())!.Developed.IsBeyond);
    }

    [Fact]
    public void Where_a_shuffled_memory_gives_the_same_it_did_not_help()
    {
        var echo = Echo(5, tone => tone.Key);
        var same = MemoryEvidence.Of(echo, Enumerable.Repeat(echo, 5))!;

        Assert.False(same.Helped);
        Assert.Equal(same.Recent.Value, same.Recent.Shuffled);
        Assert.False(MemoryEvidence.Of(Others().First(), Others().Skip(1))!.Helped);
    }

    [Fact]
    public void Runs_that_agree_by_chance_leave_room_for_a_figure()
    {
        var share = BesideShuffled.Of(1.0 / 12, [0, 0, 0, 0, 0], figures: 12);

        Assert.False(share.IsBeyond);
        Assert.True(BesideShuffled.Of(0.5, [0, 0, 0, 0, 0], figures: 12).IsBeyond);
        Assert.Equal(0, share.ShuffledLow);
    }

    [Fact]
    public void One_run_more_of_the_same_is_seldom_beyond()
    {
        var random = new SplitMix64(1);
        double Draw() => Enumerable.Range(0, 40).Count(_ => random.NextInt(5) == 0) / 40.0;
        var beyond = Enumerable.Range(0, 2000).Count(
            _ => BesideShuffled.Of(Draw(), [Draw(), Draw(), Draw(), Draw(), Draw()], 40).IsBeyond);

        Assert.InRange(beyond, 1, 0.04 * 2000);
    }

    [Fact]
    public void Too_little_is_too_little_to_say()
    {
        var echo = Echo(5, tone => tone.Key);
        var few = Duet.Of(Call(), Call().Take(8), []);

        Assert.Null(MemoryEvidence.Of(few, Others()));
        Assert.Null(MemoryEvidence.Of(echo, Others().Take(2)));
        Assert.Equal(3, MemoryEvidence.Of(echo, [few, few, .. Others().Take(3)])!.Runs);
    }

    private static Duet Echo(double later, Func<Tone, int> key) => Duet.Of(
        Call(), Call().Select(tone => tone with { Onset = tone.Onset + later, Key = key(tone) }),
        []);

    // The rhythm of the player, other tones.
    private static IEnumerable<Duet> Others() => Enumerable.Range(20, 5).Select(seed =>
    {
        var random = new SplitMix64((ulong)seed);
        return Echo(5, _ => 60 + random.NextInt(13));
    });
}
