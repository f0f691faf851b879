using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Agent;

public class GestureVoteTests
{
    private static readonly Gen<(int Word, int Parts)[]> Lines =
        Gen.Select(Gen.Int[0, 7], Gen.Int[1, 74]).Array[1, 40];

    [Fact]
    public void One_word_a_second_or_seventy_four_give_the_same_gesture() => Lines.Sample(line =>
    {
        var (coarse, fine) = (Vote(), Vote());
        foreach (var (i, (word, parts)) in line.Index())
        {
            coarse.Hear(Token(i, 0, 1, word));
            for (var part = 0; part < parts; part++)
            {
                fine.Hear(Token(i, part, parts, word));
            }

            for (var one = 0; one < 8; one++)
            {
                // Times are whole half-samples.
                Assert.InRange(Math.Abs(coarse.WeightOf(one) - fine.WeightOf(one)), 0, 2e-3);
            }
        }

        Assert.Equal(coarse.Gesture, fine.Gesture);
    });

    [Fact]
    public void A_gesture_holds_until_another_has_clearly_more_of_the_time()
    {
        var vote = Vote();
        vote.Hear(Token(0, 0, 1, 3));
        Assert.Equal(3, vote.Gesture);
        vote.Hear(Token(1, 0, 20, 5));
        Assert.Equal(3, vote.Gesture);
        vote.Hear(Token(2, 0, 1, 5));
        Assert.Equal(5, vote.Gesture);
        Assert.True(vote.ChangesPerSecond > 0);
    }

    [Fact]
    public void Own_sound_is_no_gesture_of_the_player()
    {
        var listening = new CallTracker(new LiveOptions(new ControlState(new())));
        var token = Token(0, 0, 1, 3);
        listening.Hear(
            new TokenRemembered(
                token.Place, token with { OwnSound = true }, MemoryView.Empty),
            RememberedFrame.Of(token));
        Assert.Null(listening.Gesture.Gesture);
        listening.Hear(
            new TokenRemembered(token.Place, token, MemoryView.Empty), RememberedFrame.Of(token));
        Assert.Equal(3, listening.Gesture.Gesture);
    }

    private static GestureVote Vote() => new(new LiveOptions(new ControlState(new())));

    // Part i of n of a second.
    private static FrameToken Token(int second, int part, int parts, int word)
    {
        var start = SampleTime.FromSeconds(second + (double)part / parts);
        var token = Performance.Token(new SegmentId(0), 0, new Moment(60, false, -20, 0));
        return token with
        {
            Place = new Place(
                new SegmentId(0), start, SampleCount.FromSeconds(1.0 / parts), 0),
            Time = start.PlusSeconds(0.5 / parts),
            Harmonic = new Token((byte)word),
        };
    }
}
