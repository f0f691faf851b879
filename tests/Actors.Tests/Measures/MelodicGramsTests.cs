using Antiphon.Measures;
using Antiphon.Notes;
using Xunit;

namespace Antiphon.Tests.Measures;

public class MelodicGramsTests
{
    [Fact]
    public void Five_notes_make_two_turns() =>
        Assert.Equal(2, MelodicGrams.Distinct(Line(0.25, 60, 62, 64, 65, 67)));

    [Fact]
    public void Three_notes_make_none() =>
        Assert.Equal(0, MelodicGrams.Distinct(Line(0.25, 60, 62, 64)));

    [Fact]
    public void A_turn_that_comes_again_is_the_same_in_another_octave()
    {
        // Four rotations of one turn, however often it comes.
        Assert.Equal(
            4,
            MelodicGrams.Distinct(
                Line(0.25, 60, 62, 64, 65, 72, 74, 76, 77, 48, 50, 52, 53, 60, 62, 64, 65)));
    }

    [Fact]
    public void Another_rhythm_makes_another_turn_and_another_hand_does_not()
    {
        var turn = Line(0.25, 60, 62, 64, 65);
        var loose = After(10, Line(0.27, 60, 62, 64, 65));
        var slow = After(20, Line(0.5, 60, 62, 64, 65));

        Assert.Equal(1, MelodicGrams.Distinct([.. turn, .. loose]));
        Assert.Equal(2, MelodicGrams.Distinct([.. turn, .. loose, .. slow]));
    }

    [Fact]
    public void A_pause_of_two_seconds_ends_the_line() =>
        Assert.Equal(0, MelodicGrams.Distinct(Line(2.1, 60, 62, 64, 65, 67)));

    [Fact]
    public void Notes_that_begin_together_are_a_step_too() =>
        Assert.Equal(1, MelodicGrams.Distinct(Line(0, 60, 64, 67, 72)));

    private static NotePlanned[] Line(double step, params int[] keys) =>
        [.. keys.Select((key, i) => ByHand.Note(i * step, 0.1, key))];

    private static NotePlanned[] After(double seconds, NotePlanned[] line) =>
        [.. line.Select(note => note with { Due = note.Due.PlusSeconds(seconds) })];
}
