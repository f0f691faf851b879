using Antiphon.Diagnosis;
using Antiphon.Flow;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Diagnosis;

public sealed class ShiftAgreementTests
{
    private static readonly List<HeardFrame> Ascending =
        [.. Frames.Segment(0, frame => (byte)frame), .. Frames.Segment(1, k => (byte)(30 + k))];

    [Fact]
    public void A_hearing_agrees_with_itself()
    {
        var same = ShiftAgreement.Of(Ascending, Ascending, SampleTime.Zero, Stem.Harmonic);
        Assert.Equal(new ShiftAgreement(52, 52), same);
        Assert.Equal(1, same.Share);
    }

    [Fact]
    public void A_word_is_held_against_the_nearest_frame_of_the_first_hearing()
    {
        // Begun two hops later: frame k is where frame k + 2 was.
        var later = Frames.Segment(0, frame => (byte)(frame + 2)).Take(24).ToList();
        var agreement = ShiftAgreement.Of(
            Ascending, later, SampleTime.AtSample(2 * FrameGrid.HopSamples), Stem.Percussive);
        Assert.Equal(new ShiftAgreement(24, 24), agreement);
    }

    [Theory]
    [InlineData(53, 26)]  // a sixth of a hop: still the same frame
    [InlineData(160, 26)] // half-way between two: the earlier one counts
    [InlineData(161, 1)]  // just past it: the next one; only over the seam there is none nearer
    public void The_nearest_changes_at_half_a_hop(int shift, int equal)
    {
        var first = Frames.Segment(0, frame => (byte)frame).ToList();
        var agreement = ShiftAgreement.Of(
            Ascending, first, SampleTime.AtSample(shift), Stem.Harmonic);
        Assert.Equal(equal, agreement.Equal);
    }

    [Fact]
    public void Rests_on_both_sides_and_warming_frames_are_not_compared()
    {
        var first = Frames.Segment(0, frame => (byte)(frame < 10 ? 255 : 7)).ToList();
        var second = Frames.Segment(0, frame => (byte)(frame < 12 ? 255 : 7)).ToList();
        Assert.Equal(
            new ShiftAgreement(14, 16),
            ShiftAgreement.Of(first, second, SampleTime.Zero, Stem.Harmonic));
        var warming = Frames.Segment(0, _ => 7, warming: true).ToList();
        Assert.Null(ShiftAgreement.Of(first, warming, SampleTime.Zero, Stem.Harmonic).Share);
        Assert.Null(ShiftAgreement.Of([], first, SampleTime.Zero, Stem.Harmonic).Share);
    }
}
