using Antiphon.Measures;
using Antiphon.Tests.MemoryBuffer;
using Xunit;

namespace Antiphon.Tests.Measures;

public class PlayerPartTests
{
    [Fact]
    public void A_phrase_begins_and_ends_with_its_first_and_last_frame()
    {
        var phrase = Assert.Single(new PlayerPart(ByHand.Heard(60, 0.7, 0.7)).Phrases);

        Assert.Equal(0, phrase.Start.Seconds);
        Assert.Equal(0.7, phrase.End.Seconds, 6);
    }

    [Theory]
    [InlineData(0.28, 1)]
    [InlineData(0.33, 2)]
    public void Rests_of_300_ms_part_phrases(double rest, int phrases)
    {
        var heard = ByHand.Heard(2.1, time =>
            time is > 0.7 && time < 0.7 + rest ? Moment.Silence : ByHand.Tone(60));

        Assert.Equal(phrases, new PlayerPart(heard).Phrases.Count);
    }

    [Fact]
    public void What_has_no_rest_after_it_ends_with_the_sound()
    {
        var phrase = Assert.Single(new PlayerPart(ByHand.Heard(60, 0.7, 0)).Phrases);

        Assert.Equal(0.7, phrase.End.Seconds, 6);
    }

    [Fact]
    public void A_knock_is_played_and_is_no_phrase()
    {
        var part = new PlayerPart(ByHand.Heard(60, 0.1, 0.95));

        Assert.Empty(part.Phrases);
        Assert.InRange(part.Played.Sum(frame => frame.Length.Seconds), 0.09, 0.12);
    }

    [Fact]
    public void Knocks_with_rests_between_do_not_add_up_to_a_phrase() => Assert.Empty(
        new PlayerPart(ByHand.Heard(
            2.8, time => time % 0.7 < 0.1 ? ByHand.Tone(60) : Moment.Silence)).Phrases);

    [Theory]
    [InlineData(-45, false)]
    [InlineData(-35, true)]
    public void Sound_40_dB_below_the_peak_is_silence(double below, bool played)
    {
        var heard = ByHand.Heard(
            1.05, time => ByHand.Tone(60, time < 0.35 ? -10 : -10 + below));

        Assert.Equal(played ? 78 : 26, new PlayerPart(heard).Played.Count);
    }

    [Fact]
    public void Own_sound_is_neither_played_nor_silence()
    {
        var heard = ByHand.Heard(2.1, _ => ByHand.Tone(60));
        for (var i = 0; i < heard.Length; i++)
        {
            heard[i] = heard[i] with { OwnSound = heard[i].Time.Seconds is > 0.7 and < 1.4 };
        }

        var part = new PlayerPart(heard);
        Assert.Single(part.Phrases);
        Assert.Equal(104, part.Played.Count);
    }

    [Fact]
    public void A_gap_is_no_silence()
    {
        var heard = ByHand.Heard(3.5, _ => ByHand.Tone(60))
            .Where(frame => frame.Segment.Value is < 2 or > 6);

        Assert.Single(new PlayerPart(heard).Phrases);
    }
}
