using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

public class PulseFitTests
{
    [Theory]
    [InlineData(0.5, 0.55, 1.1)]
    [InlineData(0.5, 0.26, 1.04)]
    [InlineData(0.3, 0.7, 1.1667)]
    public void Recalled_time_is_brought_to_the_players_pulse_by_less_than_half_an_octave(
        double own, double player, double stretch)
    {
        var call = PlayerPhrase.Nothing(SampleTime.Zero) with { PulseSeconds = player };
        var recall = new Recall(Pulsing(own));
        Assert.InRange(
            PulseFit.StretchOf(recall, call, new() { FollowPulse = 1 }) / stretch, 0.96, 1.04);
        Assert.Equal(1, PulseFit.StretchOf(recall, call, new() { FollowPulse = 0 }), 9);
        Assert.Equal(
            1.5,
            PulseFit.StretchOf(
                recall, call with { PulseSeconds = null }, new() { TempoStretch = 1.5 }));
    }

    [Fact]
    public void Notes_begin_on_halves_of_the_pulse_one_at_each()
    {
        List<ShapedNote> line =
            [Note(0.03), Note(0.27), Note(0.3) with { Strength = 9 }, Note(0.78)];
        var kept = PulseFit.OnPulse(line, pulseSeconds: 0.5);
        Assert.Equal([0.03, 0.28, 0.78], kept.Select(note => Math.Round(note.Onset, 6)));
        Assert.Equal(9, kept[1].Strength);
        Assert.Same(line, PulseFit.OnPulse(line, null));
    }

    private static ShapedNote Note(double onset) => new(onset, 0.2, 60, -20, 1, SampleTime.Zero);

    private static List<RecalledFrame> Pulsing(double seconds) =>
        [.. Performance
            .Tokens(5, t => new Moment(60, false, -20, t % seconds < 0.0134 ? 9 : 0.2))
            .Select(token => new RecalledFrame(
                token.Time.Seconds, RememberedFrame.Of(token), false, 0))];
}
