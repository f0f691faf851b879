using Antiphon.Measures;
using Antiphon.Session;
using Xunit;

namespace Antiphon.Tests.Session;

public class ListeningVerdictTests
{
    private static readonly BesideChance Chance = new(0.05, 0, 0, 0.1);
    private static readonly BesideChance Beyond = new(0.25, 0.2, 0, 0.1);
    private static readonly BesideChance NoMore = new(0.02, 0, 0, 0.05);
    private static readonly BesideChance More = new(0.2, 0.18, 0, 0.05);

    private static readonly MusicSummary Alone = MusicSummary.Of(new(), [], "nobody asked");

    [Fact]
    public void A_session_of_nothing_is_too_short_to_say() => Assert.Equal(
        [
            "Whether it listened is too short to say: both must play for a while.",
            "The player did not change key all at once.",
            "Whether it took up the player's figures is too short to say.",
            "Whether its memory helped is too short to say.",
        ],
        ListeningVerdict.Of(new(null, [], null), Alone));

    [Fact]
    public void Who_was_led_is_said_in_what() => Assert.StartsWith(
        "It listened: the player led when it plays and which tones (0.20 bits a beat, "
            + "100 shuffled partners 0.00 to 0.05).",
        First(new TransferEvidence(100, More, More, NoMore, More)));

    [Fact]
    public void Who_was_not_led_is_said_to_be_so()
    {
        Assert.StartsWith(
            "Nothing shows that it listened", First(new(100, NoMore, NoMore, NoMore, NoMore)));
        Assert.StartsWith(
            "It listened in part: the player led how loud, but all in all no more than chance",
            First(new(100, NoMore, NoMore, More, NoMore)));
    }

    [Fact]
    public void A_memory_that_did_not_help_is_said_to_be_so_beside_its_figures()
    {
        var same = MusicSummary.Of(Agrees(0.6), [Agrees(0.6), Agrees(0.58)], null);

        Assert.Equal(
            "Its memory did not help: 5 % of its figures were older ones of the player, or "
                + "upside down (by chance 0 to 10 %); 60 % of its note time was in the player's "
                + "harmony, with a shuffled memory 58 to 60 %.",
            ListeningVerdict.Of(new(null, [], new(40, Beyond, Chance)), same)[^1]);
    }

    [Fact]
    public void Shuffled_memories_that_change_no_answer_show_nothing()
    {
        var untouched = MusicSummary.Of(Agrees(0.6), [Agrees(0.6), Agrees(0.6)], null);

        Assert.Equal(
            "Its memory did not help: 5 % of its figures were older ones of the player, or "
                + "upside down (by chance 0 to 10 %).",
            ListeningVerdict.Of(new(null, [], new(40, Beyond, Chance)), untouched)[^1]);
        Assert.Equal(
            "Whether its memory helped is too short to say.",
            ListeningVerdict.Of(new(null, [], null), untouched)[^1]);
    }

    [Fact]
    public void A_memory_helps_by_old_figures_or_by_harmony()
    {
        var better = MusicSummary.Of(Agrees(0.7), [Agrees(0.6), Agrees(0.58)], null);

        Assert.StartsWith(
            "Its memory helped: 25 % of its figures were older",
            ListeningVerdict.Of(new(null, [], new(40, Chance, Beyond)), Alone)[^1]);
        Assert.StartsWith(
            "Its memory helped", ListeningVerdict.Of(new(null, [], null), better)[^1]);
    }

    [Fact]
    public void Beside_a_shuffled_memory_of_figures_it_is_said_what_memory_did()
    {
        var same = new BesideShuffled(0.05, 0.04, 0, 0.1);
        var more = new BesideShuffled(0.4, 0.12, 0.05, 0.19);
        var music = MusicSummary.Of(new(), [new(), new()], null);
        string Said(BesideShuffled recent, BesideShuffled developed) => ListeningVerdict.Of(
            new(null, [], new(40, Chance, Beyond)),
            music with { Memory = new MemoryEvidence(5, recent, developed) })[^1];

        Assert.Equal(
            "Its memory helped: 5 % of its figures were just played by the player, with a "
                + "shuffled memory 0 to 10 %; 40 % were older ones, or upside down, with a "
                + "shuffled memory 5 to 19 %.",
            Said(same, more));
        Assert.StartsWith("Its memory helped: 40 %", Said(more, same));
        Assert.StartsWith("Its memory did not help: 5 %", Said(same, same));
    }

    [Fact]
    public void Harmony_shows_nothing_of_a_memory_from_which_nothing_was_recalled()
    {
        MusicalMeasures Composed(double share) => Agrees(share) with { LongestCopiedRun = null };
        var music = MusicSummary.Of(Composed(0.7), [Composed(0.6), Composed(0.5)], null);

        Assert.Equal(
            "Whether its memory helped is too short to say.",
            ListeningVerdict.Of(new(null, [], null), music)[^1]);
    }

    [Theory]
    [InlineData(null, null, "it played nothing for 2 beats.")]
    [InlineData(3, null, "it came in after 3 beats and had not come along after 2 beats.")]
    [InlineData(1, 1, "it came in after 1 beat, in the new key at once.")]
    [InlineData(0, 5, "it came in after 0 beats, and was in the new key after 5 beats.")]
    public void A_change_of_key_is_told_with_how_soon_it_came_along(
        int? first, int? adapted, string end) => Assert.Equal(
        "When the player went from the tones of C major to those of F# minor at 1:05, " + end,
        ListeningVerdict.Of(
            new(null, [new KeyChange(65.2, 0, false, 6, true, [null, 1], first, adapted)], null),
            Alone)[1]);

    [Fact]
    public void Many_changes_are_not_all_told()
    {
        var change = new KeyChange(65.2, 0, false, 6, true, [null], null, null);
        var verdict = ListeningVerdict.Of(
            new(null, [.. Enumerable.Repeat(change, 9)], null), Alone);

        Assert.Equal(8, verdict.Count);
        Assert.Equal(
            "The key changed 5 times more: summary.json has all of them.", verdict[5]);
    }

    private static string First(TransferEvidence transfer) =>
        ListeningVerdict.Of(new(transfer, [], null), Alone)[0];

    private static MusicalMeasures Agrees(double share) =>
        new() { HarmonicAgreement = share, LongestCopiedRun = 1 };
}
