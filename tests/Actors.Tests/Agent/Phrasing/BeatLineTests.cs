using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent.Phrasing;

/// <summary>Beats are counted through changes of tempo; the grid is the player's own.</summary>
public sealed class BeatLineTests
{
    [Fact]
    public void What_was_played_keeps_its_position_when_the_tempo_changes()
    {
        var line = PlayedCall.Beats(0.5);
        Assert.Equal(4, line.PositionOf(At(2)), 6);
        line.Hear(new Beat(At(2), 0.4, 1, BeatDivision.Straight, 4, 0), At(2));

        Assert.Equal(2, line.PositionOf(At(1)), 6);
        Assert.Equal(5, line.PositionOf(At(2.4)), 6);
        Assert.Equal(3.2, line.TimeOf(7).Seconds, 3);
    }

    [Fact]
    public void A_beat_that_is_named_by_another_of_its_times_is_the_same_beat()
    {
        var line = PlayedCall.Beats(0.5);
        line.Hear(new Beat(At(4.5), 0.5, 1, BeatDivision.Straight, 4, 1), At(4));
        Assert.Equal(8, line.PositionOf(At(4)), 6);
        Assert.Equal(0, line.InBar(8), 6);
    }

    [Fact]
    public void A_bar_that_turns_out_to_begin_elsewhere_is_moved()
    {
        var line = PlayedCall.Beats(0.5);
        line.Hear(new Beat(At(4), 0.5, 1, BeatDivision.Straight, 3, 2), At(4));
        Assert.Equal(2, line.InBar(8), 6);
        Assert.Equal(6, line.BarOf(8), 6);
        Assert.Equal(3, line.BarBeats);
    }

    [Fact]
    public void The_count_goes_on_while_no_beat_is_known()
    {
        var line = PlayedCall.Beats(0.5);
        line.Hear(null, At(3));
        Assert.Null(line.Now);
        Assert.Equal(8, line.PositionOf(At(4)), 6);
    }

    [Fact]
    public void A_thousand_changes_of_tempo_are_not_all_kept()
    {
        var line = new BeatLine();
        for (var i = 0; i < 3 * BeatLine.MostAnchors; i++)
        {
            line.Hear(new Beat(At(i), i % 2 == 0 ? 0.5 : 0.6, 1), At(i));
        }

        var late = line.PositionOf(At(3 * BeatLine.MostAnchors));
        Assert.True(late > line.PositionOf(At(3 * BeatLine.MostAnchors - 5)));
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.667, true)]
    [InlineData(0.62, true)]
    public void The_grid_is_heard_from_where_the_notes_between_the_beats_fall(
        double offBeat, bool triple)
    {
        var grid = Subdivision.Hear(Eighths(offBeat), BeatDivision.Straight);
        Assert.Equal(triple, grid.IsTriple);
        Assert.Equal(offBeat, grid.Play(grid.Snap(7 + offBeat)) - 7, 0.04);
    }

    [Fact]
    public void Sixteenths_are_heard_when_they_are_played()
    {
        double[] positions = [.. Enumerable.Range(0, 32).Select(i => i / 4.0)];
        var grid = Subdivision.Hear(positions, BeatDivision.Straight);
        Assert.Equal(4, grid.Places.Length);
        Assert.Equal(2, Subdivision.Hear(Eighths(0.5), BeatDivision.Straight).Places.Length);
    }

    [Fact]
    public void A_player_who_lags_is_answered_with_the_same_lag()
    {
        var grid = Subdivision.Hear(
            [.. Eighths(0.5).Select(position => position + 0.03)], BeatDivision.Straight);
        Assert.InRange(grid.Play(4) - 4, 0.02, 0.03);
        Assert.InRange(grid.Play(4.5) - 4.5, 0.015, 0.03);
        Assert.Equal(4, grid.Snap(4.04), 9);
        Assert.Equal(5, grid.Snap(4.98), 9);
    }

    [Fact]
    public void A_lag_that_is_lost_in_its_spread_is_none()
    {
        // Half of the notes late, some much, some hardly: the middle one means little.
        double[] lags = [-0.08, -0.05, 0.02, 0.02, 0.09, 0.11];
        double[] even = [.. lags.Select(_ => 0.02)];
        double Lean(double[] all) => Subdivision.Hear(
            [.. all.Select((lag, i) => 4 + i + lag)], BeatDivision.Straight).Play(4) - 4;
        Assert.InRange(Lean(lags), 0, 0.2 * Lean(even));
    }

    [Fact]
    public void Free_time_has_no_grid()
    {
        Assert.Equal(3.21, Subdivision.Free.Snap(3.21));
        Assert.Equal(3.21, Subdivision.Free.Play(3.21));
    }

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);

    private static double[] Eighths(double offBeat) =>
        [.. Enumerable.Range(0, 32).Select(i => i / 2 + (i % 2 == 0 ? 0 : offBeat))];
}
