using Antiphon.Measures;
using Xunit;

namespace Antiphon.Tests.Measures;

public class KeyChangeTests
{
    private static readonly int[] CMajor = [60, 62, 64, 65, 67, 69, 71, 72];

    // Begins and ends on tones that C major lacks, whatever part of it is played.
    private static readonly int[] EMajor = [68, 66, 64, 75, 71, 73, 69, 63];

    [Fact]
    public void A_turn_to_a_far_key_is_found_where_it_is_and_named()
    {
        var turn = Assert.Single(KeyChange.In(After([])));

        Assert.Equal(30, turn.Seconds);
        Assert.Equal((0, false, 4, false),
            (turn.FromTonic, turn.FromMinor, turn.ToTonic, turn.ToMinor));
    }

    [Fact]
    public void Music_that_stays_in_its_key_has_no_turn()
    {
        int[] minor = [57, 59, 60, 62, 64, 65, 67, 69, 68, 64, 56, 57];

        Assert.Empty(KeyChange.In(Duet.Of(Scale(CMajor, 0, 120), [], [])));
        Assert.Empty(KeyChange.In(Duet.Of(Scale(minor, 0, 120), [], [])));
        Assert.Empty(KeyChange.In(Duet.Of([], [], [])));
    }

    [Fact]
    public void A_turn_there_and_back_is_two() => Assert.Equal(
        [30, 60],
        KeyChange.In(Duet.Of(
            [
                .. Scale(CMajor, 0, 60), .. Scale(EMajor, 30, 60), .. Scale(CMajor, 60, 60),
            ],
            [], Duets.Times(200))).Select(turn => turn.Seconds));

    [Fact]
    public void Who_goes_on_in_the_old_key_for_three_beats_is_late_by_three()
    {
        var turn = Assert.Single(KeyChange.In(After(
            [.. Scale([60, 65, 67], 30, 3), .. Scale(EMajor, 31.5, 30)])));

        Assert.Equal(0, turn.FirstPlayedBeat);
        Assert.Equal(3, turn.AdaptedBeat);
        Assert.Equal([0.0, 0.0, 0.0, 1.0, 1.0], turn.AgreementByBeat.Take(5));
    }

    [Fact]
    public void Who_waits_and_enters_rightly_has_come_along_as_he_enters()
    {
        var turn = Assert.Single(KeyChange.In(After(Scale(EMajor, 38, 10))));

        Assert.Equal((16, 16), (turn.FirstPlayedBeat, turn.AdaptedBeat));
        Assert.Null(turn.AgreementByBeat[3]);
    }

    [Fact]
    public void Who_stays_in_the_old_key_has_not_come_along_and_who_is_silent_neither()
    {
        var stays = Assert.Single(KeyChange.In(After(Scale([60, 65, 67, 62], 30, 40))));
        var silent = Assert.Single(KeyChange.In(After([])));

        Assert.Equal((0, null), (stays.FirstPlayedBeat, stays.AdaptedBeat));
        Assert.Equal((null, null), (silent.FirstPlayedBeat, silent.AdaptedBeat));
        Assert.Equal(32, stays.AgreementByBeat.Count);
    }

    // A player who turns from C to E major at 30 s.
    private static Duet After(IEnumerable<Tone> partner) => Duet.Of(
        [.. Scale(CMajor, 0, 60), .. Scale(EMajor, 30, 60)], partner, Duets.Times(140));

    private static IEnumerable<Tone> Scale(int[] keys, double from, int notes) =>
        Enumerable.Range(0, notes).Select(
            i => new Tone(from + i / 2.0, 0.45, keys[i % keys.Length]));
}
