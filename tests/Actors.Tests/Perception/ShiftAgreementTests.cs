using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Perception;

public sealed class ShiftAgreementTests
{
    private static readonly List<FrameToken> Counting =
        [.. Enumerable.Range(0, 78).Select(i => Performance.Speaking(i, i % 64))];

    [Fact]
    public void The_same_grid_agrees_with_itself() =>
        Assert.Equal(1, ShiftAgreement.Of(Counting, Counting, default, Stem.Harmonic));

    [Theory]
    [InlineData(53)]
    [InlineData(159)]
    public void A_small_shift_compares_a_frame_with_its_own(int shift) => Assert.Equal(
        1, ShiftAgreement.Of(Counting, Counting, new SampleCount(shift), Stem.Harmonic));

    [Fact]
    public void Half_a_segment_compares_each_frame_with_the_nearest_by_time()
    {
        // Words that tell their time: the nearest of the unshifted grid is at most a hop away.
        var shift = new SampleCount(4_200);
        var expected = Counting.Average(token =>
        {
            var time = token.Time + shift;
            var nearest = Counting.MinBy(
                other => Math.Abs(other.Time.HalfSamples - time.HalfSamples))!;
            return nearest.Harmonic == token.Harmonic ? 1.0 : 0;
        });
        Assert.Equal(
            expected, ShiftAgreement.Of(Counting, Counting, shift, Stem.Harmonic), 12);
        Assert.InRange(expected, 0, 0.2);
    }

    [Fact]
    public void Rests_on_both_grids_and_warming_frames_do_not_count()
    {
        List<FrameToken> live =
        [
            Counting[0],
            Performance.Resting(1),
            Performance.Speaking(2, 2, warming: true),
            Performance.Resting(3),
        ];
        List<FrameToken> other =
            [Counting[0], Performance.Resting(1), Counting[2], Counting[3]];

        Assert.Equal(0.5, ShiftAgreement.Of(other, live, default, Stem.Harmonic));
        Assert.Equal(
            double.NaN, ShiftAgreement.Of(other, live, default, Stem.Percussive));
    }
}
