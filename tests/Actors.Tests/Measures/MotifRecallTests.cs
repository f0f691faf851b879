using Antiphon.Measures;
using Xunit;

namespace Antiphon.Tests.Measures;

public class MotifRecallTests
{
    [Fact]
    public void What_was_just_played_is_recalled_in_any_key_and_at_any_tempo() => Assert.Equal(
        new MotifRecall(1, 0),
        Recall(Line(20, 0.5, 60, 62, 64, 60), Line(12, 0.35, 67, 69, 71, 67)));

    [Fact]
    public void A_semitone_and_a_little_rubato_make_no_other_figure() => Assert.Equal(
        new MotifRecall(1, 0),
        Recall(
            PlayedFigure.In([new(20, 1, 60), new(20.5, 1, 61), new(20.9, 1, 64), new(21.4, 1, 60)]),
            Line(12, 0.5, 60, 62, 64, 60)));

    [Fact]
    public void Another_rhythm_is_another_figure() => Assert.Equal(
        new MotifRecall(0, 0),
        Recall(
            PlayedFigure.In([new(20, 1, 60), new(20.5, 1, 62), new(21.5, 1, 64), new(22, 1, 60)]),
            Line(12, 0.5, 60, 62, 64, 60)));

    [Fact]
    public void What_is_older_than_fifteen_seconds_is_developed_and_after_two_minutes_forgotten()
    {
        var reply = Line(200, 0.5, 60, 62, 64, 60);

        Assert.Equal(new MotifRecall(0, 1), Recall(reply, Line(184, 0.5, 67, 69, 71, 67)));
        Assert.Equal(new MotifRecall(0, 0), Recall(reply, Line(79, 0.5, 67, 69, 71, 67)));
    }

    [Fact]
    public void What_is_upside_down_is_developed_for_a_minute()
    {
        var reply = Line(200, 0.5, 60, 58, 55, 60);

        Assert.Equal(new MotifRecall(0, 1), Recall(reply, Line(195, 0.5, 60, 62, 65, 60)));
        Assert.Equal(new MotifRecall(0, 0), Recall(reply, Line(139, 0.5, 60, 62, 65, 60)));
    }

    [Fact]
    public void A_figure_that_is_played_again_is_no_development() => Assert.Equal(
        new MotifRecall(1, 0),
        Recall(
            Line(200, 0.5, 60, 62, 64, 60),
            [.. Line(150, 0.5, 60, 62, 64, 60), .. Line(190, 0.5, 60, 62, 64, 60)]));

    [Fact]
    public void What_the_player_plays_later_is_not_recalled() => Assert.Equal(
        new MotifRecall(0, 0),
        Recall(Line(10, 0.5, 60, 62, 64, 60), Line(12, 0.5, 60, 62, 64, 60)));

    [Fact]
    public void Without_a_figure_there_is_nothing_to_say() => Assert.Equal(
        new MotifRecall(null, null), Recall([], Line(12, 0.5, 60, 62, 64, 60)));

    [Fact]
    public void A_long_rest_ends_a_line() =>
        Assert.Empty(PlayedFigure.In(
            [new(0, 1, 60), new(0.5, 1, 62), new(3.1, 1, 64), new(3.6, 1, 65)]));

    [Fact]
    public void The_melody_is_the_highest_of_what_begins_together() => Assert.Equal(
        [72, 67],
        Tone.Top(
            [new(0, 1, 60), new(0.02, 1, 72), new(0.03, 1, 64), new(0.5, 1, 67), new(0.52, 1, 48)])
            .Select(tone => tone.Key));

    private static MotifRecall Recall(
        IReadOnlyCollection<PlayedFigure> reply, IReadOnlyList<PlayedFigure> call) =>
        MotifRecall.Of(reply, call);

    private static IReadOnlyList<PlayedFigure> Line(double from, double step, params int[] keys) =>
        PlayedFigure.In([.. keys.Select((key, i) => new Tone(from + i * step, step, key))]);
}
