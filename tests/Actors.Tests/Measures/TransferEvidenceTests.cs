using Antiphon.Measures;
using Antiphon.Signal;
using Xunit;

namespace Antiphon.Tests.Measures;

public class TransferEvidenceTests
{
    [Fact]
    public void A_copy_a_step_later_tells_all_and_an_independent_one_nothing()
    {
        var random = new SplitMix64(1);
        var source = Enumerable.Range(0, 20_000).Select(_ => random.NextInt(2)).ToArray();
        var other = Enumerable.Range(0, 20_000).Select(_ => random.NextInt(2)).ToArray();
        List<(int, int, int)> Steps(int[] target) =>
            [.. Enumerable.Range(1, 19_998).Select(i => (source[i], target[i], target[i + 1]))];

        Assert.Equal(1, TransferEntropy.Bits(Steps([0, .. source])), 2);
        Assert.Equal(0, TransferEntropy.Bits(Steps(other)), 2);
    }

    [Fact]
    public void What_a_series_tells_of_itself_is_not_transferred()
    {
        var period = Enumerable.Range(0, 1_000).Select(i => (i % 2, i % 2, (i + 1) % 2)).ToList();

        Assert.Equal(0, TransferEntropy.Bits(period), 9);
        Assert.Equal(0, TransferEntropy.Bits([]));
    }

    [Fact]
    public void A_partner_who_answers_each_phrase_was_led()
    {
        var evidence = TransferEvidence.Of(Duets.Answering(seed: 1))!;

        Assert.True(evidence.When.IsBeyondChance);
        Assert.True(evidence.All.IsBeyondChance);
        Assert.Equal(
            evidence.All.Value,
            evidence.When.Value + evidence.Loudness.Value + evidence.Tones.Value, 9);
        Assert.InRange(evidence.All.Effective, 0, evidence.All.Value);
    }

    [Fact]
    public void Partners_who_play_for_themselves_hardly_ever_seem_led() => Assert.InRange(
        Enumerable.Range(1, 40).Count(
            seed => TransferEvidence.Of(Duets.Apart((ulong)seed))!.All.IsBeyondChance),
        0, 4);

    [Fact]
    public void A_few_beats_are_too_short_to_say()
    {
        Assert.Null(TransferEvidence.Of(Duet.Of([], [], [])));
        Assert.Null(TransferEvidence.Of(Duet.Of(
            [new Tone(0, 0.4, 60)], [new Tone(1, 0.4, 60)], [0, 0.5, 1])));
        Assert.Null(TransferEvidence.Of(
            Duet.Of(Duets.Answering(seed: 1).Player, [new Tone(5, 0.4, 60)], [])));
    }

    [Fact]
    public void The_same_duet_gives_the_same_figures() => Assert.Equal(
        TransferEvidence.Of(Duets.Answering(seed: 1)),
        TransferEvidence.Of(Duets.Answering(seed: 1)));

    [Fact]
    public void Beats_go_on_where_none_were_known()
    {
        Tone[] tones = [new(0.2, 0.5, 60), new(9, 0.8, 60)];

        var none = Duet.Of(tones, [], []).Beats;
        Assert.All(none.Zip(none.Skip(1)), pair => Assert.Equal(0.5, pair.Second - pair.First, 6));
        Assert.InRange(none[^1], 9.3, 10.8);
        var some = Duet.Of(tones, [], [2, 2.8, 3.6, 6, 6.8]).Beats;
        Assert.Contains(3.6, some);
        Assert.Contains(6.0, some);
        Assert.All(
            some.Zip(some.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0.2, 1.21));
    }

    [Fact]
    public void A_key_that_is_heard_too_counts_once()
    {
        var key = new Antiphon.Notes.NoteHeard(
            Antiphon.Time.SampleTime.FromSeconds(1),
            Antiphon.Time.SampleCount.FromSeconds(0.5), 60, 90);
        Antiphon.Agent.MusicNote Heard(double onset, int pitch) => new(
            Antiphon.Time.SampleTime.FromSeconds(onset),
            Antiphon.Time.SampleCount.FromSeconds(0.5), pitch, -20,
            Antiphon.Time.SampleTime.FromSeconds(onset + 0.2), Antiphon.Agent.MusicSource.Ear);

        var duet = Duet.Of([Heard(1.03, 60), Heard(1.03, 64), Heard(2, 60)], [key], [], []);

        Assert.Equal([(60, 90), (64, 40), (60, 40)], duet.Player.Select(t => (t.Key, t.Velocity)));
    }
}
