using Antiphon.Measures;
using Antiphon.Signal;
using Xunit;

namespace Antiphon.Tests.Measures;

public class MotifEvidenceTests
{
    [Fact]
    public void An_echo_takes_up_what_was_just_played()
    {
        var evidence = MotifEvidence.Of(Reply(tone => tone with { Onset = tone.Onset + 5 }))!;

        Assert.True(evidence.Recent.Value > 0.9);
        Assert.True(evidence.Recent.IsBeyondChance);
        Assert.False(evidence.Developed.IsBeyondChance);
    }

    [Fact]
    public void A_memory_brings_back_what_is_old()
    {
        var evidence = MotifEvidence.Of(Reply(tone => tone with { Onset = tone.Onset + 45 }))!;

        Assert.True(evidence.Developed.Value > 0.5);
        Assert.True(evidence.Developed.IsBeyondChance);
    }

    [Fact]
    public void Notes_of_ones_own_are_within_chance()
    {
        var random = new SplitMix64(9);
        var evidence = MotifEvidence.Of(Reply(
            tone => tone with { Onset = tone.Onset + 5, Key = 40 + random.NextInt(50) }))!;

        Assert.False(evidence.Recent.IsBeyondChance);
        Assert.False(evidence.Developed.IsBeyondChance);
        Assert.InRange(evidence.Recent.ChanceHigh, evidence.Recent.ChanceLow, 1);
    }

    [Fact]
    public void Few_figures_are_too_few_to_say() =>
        Assert.Null(MotifEvidence.Of(Duet.Of(Call(), Call().Take(8), [])));

    [Fact]
    public void What_is_struck_under_a_held_note_is_no_melody()
    {
        var duet = Duet.Of(
            [new(0, 1, 72), new(0.5, 0.4, 60), new(1, 1, 74), new(1.02, 1, 55), new(2.3, 1, 50)],
            [], []);

        Assert.Equal([72, 74, 50], duet.PlayerMelody.Select(tone => tone.Key));
    }

    private static Duet Reply(Func<Tone, Tone> reply) =>
        Duet.Of(Call(), Call().Select(reply).ToList(), []);

    // A melody of no pattern, an hour of which holds no figure twice.
    internal static List<Tone> Call()
    {
        var random = new SplitMix64(4);
        List<Tone> tones = [];
        for (var time = 0.0; time < 60;)
        {
            var seconds = 0.25 * (1 + random.NextInt(3));
            tones.Add(new Tone(time, seconds, 60 + random.NextInt(13)));
            time += seconds;
        }

        return tones;
    }
}
