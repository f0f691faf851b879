using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>What comes back through the room is told from the player.</summary>
public class EchoTrackerTests
{
    private const double Tail = 0.5;
    private const double Attack = 0.12;

    [Fact]
    public void Where_nothing_comes_back_unison_is_the_player()
    {
        var own = new EchoTracker();
        Assert.True(own.ComesBack);
        Play(own, from: 0, seconds: 4);
        Hear(own, 0, 4, Moment.Silence);
        Assert.False(own.ComesBack);

        Play(own, from: 4, seconds: 4);
        Assert.Equal(0, Hear(own, 4, 8, new Moment(60, false, -20, 0)));
    }

    [Fact]
    public void A_microphone_that_is_plugged_in_later_is_found_out()
    {
        var own = new EchoTracker();
        Play(own, 0, 4);
        Hear(own, 0, 4, Moment.Silence);
        Play(own, 4, 30);
        Assert.True(Hear(own, 4, 34, new Moment(60, false, -20, 0)) > 500);
        Assert.True(own.ComesBack);
    }

    [Fact]
    public void What_agrees_in_time_and_pitch_is_own_sound_and_nothing_else()
    {
        var own = new EchoTracker();
        Play(own, 1, 1);
        Assert.Equal(0, Hear(own, 0, 0.9, new Moment(60, false, -20, 0)));
        Assert.Equal(0, Hear(own, 1.05, 1.9, new Moment(66, false, -20, 0)));
        Assert.True(Hear(own, 1.05, 1.9, new Moment(72.2, false, -20, 0)) > 50);
        Assert.Equal(0, Hear(own, 2.6, 3.5, new Moment(60, false, -20, 0)));
    }

    [Fact]
    public void With_a_measured_round_trip_it_is_looked_for_so_much_later()
    {
        var own = new EchoTracker();
        Play(own, 1, 0.3);
        own.Measured(roundTripSeconds: 0.25, SampleTime.Zero);
        Assert.Equal(0, Hear(own, 1, 1.2, new Moment(60, false, -20, 0)));
        Assert.True(Hear(own, 1.3, 2, new Moment(60, false, -20, 0)) > 40);
    }

    [Fact]
    public void A_frame_waits_until_all_is_decided_that_can_be_heard_in_it()
    {
        var own = new EchoTracker();
        var token = Performance.Token(new SegmentId(2), 5, Moment.Silence);
        var known = own.WhenKnown(token);
        Assert.False(known.IsCompleted);
        own.Advance(token.Time);
        Assert.False(known.IsCompleted);
        own.Advance(token.Time.PlusSeconds(0.03));
        Assert.True(own.WhenKnown(token).IsCompleted);
    }

    private static void Play(EchoTracker own, double from, double seconds)
    {
        for (var at = 0.0; at < seconds; at++)
        {
            own.Add(new NotePlanned(
                new NoteId((long)(1000 * (from + at))), Voice.Melody, 60, 90,
                SampleTime.FromSeconds(from + at),
                SampleCount.FromSeconds(Math.Min(0.98, seconds - at)), 0));
        }
    }

    // How many frames of a stretch are taken for its own sound.
    private static int Hear(EchoTracker own, double from, double to, Moment moment) =>
        Performance.Tokens(to, _ => moment)
            .Where(token => token.Time.Seconds >= from && token.Time.Seconds < to)
            .Count((FrameToken token) => own.Mark(token, Tail, Attack).OwnSound);
}
