using Antiphon.Agent;
using CsCheck;
using Xunit;
using Fitted = Antiphon.Agent.VoiceFitter.Fitted;

namespace Antiphon.Tests.Agent;

public sealed class VoicePairTests
{
    private static readonly List<Fitted> Melody = [Note(1, 0.4), Note(2, 0.4)];

    [Fact]
    public void A_bass_that_strikes_alone_stays_as_it_is()
    {
        List<Fitted> bass = [Note(0.5, 0.3), Note(1.5, 0.3)];
        AssertSame(bass, Apart(bass));
    }

    [Fact]
    public void A_bass_that_strikes_with_the_melody_steps_aside_and_ends_when_it_would_have()
    {
        var moved = Assert.Single(Apart([Note(1.03, 0.5)]));
        Assert.Equal(1.18, moved.Onset, 9);
        Assert.Equal(1.53, moved.Onset + moved.Length, 9);
    }

    [Fact]
    public void It_steps_aside_by_half_of_the_players_pulse()
    {
        var moved = Assert.Single(Apart([Note(1, 0.5)], pulse: 0.6));
        Assert.Equal(1.3, moved.Onset, 9);
        Assert.Equal(1.5, moved.Onset + moved.Length, 9);
    }

    [Theory]
    [InlineData(0.96, false)]
    [InlineData(0.94, true)]
    [InlineData(1.04, false)]
    [InlineData(1.06, true)]
    public void Together_is_less_than_fifty_milliseconds_apart(double onset, bool stays) =>
        Assert.Equal(stays, Apart([Note(onset, 0.5)])[0].Onset == onset);

    [Theory]
    [InlineData(0.19, false)]
    [InlineData(0.21, true)]
    public void What_would_be_left_too_short_is_not_played(double length, bool plays) =>
        Assert.Equal(plays, Apart([Note(1, length)]).Count == 1);

    [Fact]
    public void What_would_meet_the_melody_again_is_not_played() =>
        Assert.Empty(Apart([Note(1, 3)], pulse: 2));

    [Fact]
    public void Where_they_may_meet_nothing_gives_way()
    {
        List<Fitted> bass = [Note(1, 0.1), Note(2, 0.5)];
        Assert.Same(bass, VoicePair.GiveWay(bass, Melody, 0.6, mayMeet: true));
    }

    [Fact]
    public void Under_no_melody_nothing_gives_way()
    {
        List<Fitted> bass = [Note(1, 0.1), Note(2, 0.5)];
        AssertSame(bass, VoicePair.GiveWay(bass, [], 0.6, mayMeet: false));
    }

    [Fact]
    public void No_bass_strikes_with_the_melody_lasts_longer_or_overlaps_its_next() => Gen.Select(
        Gen.Double[0.06, 1].Array[1, 12], Gen.Double[0.06, 1].Array[0, 12],
        Gen.Double[0.18, 0.9].Nullable()).Sample((low, high, pulse) =>
    {
        var (bass, melody) = (Line(low), Line(high));
        var apart = VoicePair.GiveWay(bass, melody, pulse, mayMeet: false);
        Assert.All(apart, note => Assert.DoesNotContain(
            melody, other => Math.Abs(other.Onset - note.Onset) < 0.05));
        Assert.All(apart, note => Assert.True(note.Length > 0.05));
        Assert.All(apart, note => Assert.Contains(bass, was => was.Onset <= note.Onset
            && Math.Abs(was.Onset + was.Length - note.Onset - note.Length) < 1e-9));
        Assert.All(apart.Zip(apart.Skip(1)), pair => Assert.True(
            pair.First.Onset + pair.First.Length <= pair.Second.Onset + 1e-9));
        var alone = bass.Where(note => melody.TrueForAll(
            other => Math.Abs(other.Onset - note.Onset) >= 0.05));
        Assert.Equal(alone.Count(), apart.Count(note => bass.Exists(
            was => was.Onset == note.Onset)));
    });

    private static void AssertSame(List<Fitted> expected, List<Fitted> line) => Assert.Equal(
        expected, line.Select(note => note with { Length = Math.Round(note.Length, 9) }));

    private static List<Fitted> Apart(List<Fitted> bass, double? pulse = null) =>
        VoicePair.GiveWay(bass, Melody, pulse, mayMeet: false);

    private static List<Fitted> Line(double[] steps)
    {
        var onset = 0.0;
        List<Fitted> line = [];
        foreach (var step in steps)
        {
            line.Add(Note(onset, step));
            onset += step;
        }

        return line;
    }

    private static Fitted Note(double onset, double length) => new(onset, length, 40, 80, default);
}
