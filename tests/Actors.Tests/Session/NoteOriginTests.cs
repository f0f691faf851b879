using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Session;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Session;

public class NoteOriginTests
{
    [Fact]
    public void A_note_comes_from_its_own_place_in_the_decision()
    {
        var taken = Taken([20, 21], [Run("a", 19, 22)], Note(7, due: 30), Note(8, due: 31));

        Assert.Equal(new NoteOrigin("a", At(21)), NoteOrigin.Of(taken, new NoteId(8)));
    }

    [Fact]
    public void What_lies_in_no_run_was_heard_live() => Assert.Equal(
        new NoteOrigin(null, At(20)),
        NoteOrigin.Of(Taken([20], [Run("a", 3, 4)], Note(7, due: 30)), new NoteId(7)));

    [Fact]
    public void Of_two_recordings_with_that_time_it_is_the_one_played_then()
    {
        // Both notes recall 20.5 s of something: the first as it begins, the second 2 s later.
        var taken = Taken(
            [20.5, 20.5],
            [Run("a", 20, 22, offset: 0), Run(null, 20, 22, offset: 2)],
            Note(7, due: 30), Note(8, due: 32));

        Assert.Equal("a", NoteOrigin.Of(taken, new NoteId(7))!.Recording);
        Assert.Null(NoteOrigin.Of(taken, new NoteId(8))!.Recording);
    }

    [Fact]
    public void A_stretched_run_is_played_longer()
    {
        var taken = Taken(
            [20, 21.5],
            [Run("a", 20, 22, offset: 0), Run("b", 21, 22, offset: 1.4)],
            Note(7, due: 30), Note(8, due: 33));

        Assert.Equal("b", NoteOrigin.Of(taken, new NoteId(8))!.Recording);
        Assert.Equal(
            "a",
            NoteOrigin.Of(
                taken with { Decision = taken.Decision with { Stretch = 2 } },
                new NoteId(8))!.Recording);
    }

    [Fact]
    public void A_note_that_nothing_is_known_of_has_no_origin()
    {
        var taken = Taken([20], [], Note(7, due: 30), Note(8, due: 31));

        Assert.Null(NoteOrigin.Of(taken, new NoteId(8)));
        Assert.Null(NoteOrigin.Of(taken, new NoteId(9)));
    }

    private static TakenDecision Taken(
        double[] sources, RecalledRun[] runs, params NotePlanned[] notes) =>
        TakenDecision.Of(
            new Decision(4, At(29), Voice.Melody, CueKind.Answers, Mode.Imitate, "because")
            {
                NoteSources = [.. sources.Select(At)],
                Runs = runs,
            },
            notes);

    private static NotePlanned Note(long id, double due) =>
        new(new NoteId(id), Voice.Melody, 60, 80, At(due), SampleCount.FromSeconds(0.5), 4);

    private static RecalledRun Run(string? recording, double from, double to, double offset = 0) =>
        new(recording, At(from), At(to), offset, 0);

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);
}
