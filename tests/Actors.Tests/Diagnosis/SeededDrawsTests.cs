using Antiphon.Diagnosis;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Xunit;

namespace Antiphon.Tests.Diagnosis;

public sealed class SeededDrawsTests
{
    [Fact]
    public void Drawing_gives_what_is_to_be_expected()
    {
        var words = new TokenStatistics(64);
        for (byte word = 0; word < 64; word++)
        {
            for (var times = 0; times <= word; times++)
            {
                words.Add(new Token(word));
            }
        }

        var drawn = SeededDraws.Unique(words.Histogram, 100);
        Assert.InRange(drawn.Mean - words.ExpectedUniqueAt(100), -1.5, 1.5);
        Assert.InRange(drawn.Spread, 0.5, 4);
        Assert.Equal(drawn, SeededDraws.Unique(words.Histogram, 100));
        Assert.NotEqual(drawn, SeededDraws.Unique(words.Histogram, 100, seed: 2));
    }

    [Fact]
    public void As_many_as_there_are_is_all_of_them()
    {
        Assert.Equal(new Estimate(3, 0), SeededDraws.Unique([4, 0, 1, 2], 7));
        Assert.Equal(new Estimate(3, 0), SeededDraws.Unique([4, 0, 1, 2], 99));
        Assert.Equal(new Estimate(0, 0), SeededDraws.Unique([4, 0, 1, 2], 0));
    }

    [Fact]
    public void All_but_one_misses_a_word_only_where_it_is_single()
    {
        // Of 10 frames the single word stays out in one draw of ten.
        var drawn = SeededDraws.Unique([9, 1], 9);
        Assert.InRange(drawn.Mean, 1.7, 2);
    }

    [Fact]
    public void One_frame_is_drawn_of_each_segment_that_sounds()
    {
        // Segments of word 1, of rests, of words 2 and 3, and one that is warming.
        List<HeardFrame> frames =
        [
            .. Frames.Segment(0, _ => 1),
            .. Frames.Segment(1, _ => 255),
            .. Frames.Segment(2, frame => (byte)(frame % 2 == 0 ? 2 : 3)),
            .. Frames.Segment(3, _ => 9, warming: true),
        ];
        var draws = SeededDraws.OneFrameASegment(frames, Stem.Harmonic, words: 64);

        Assert.True(draws.Count > 10);
        Assert.All(draws, draw => Assert.Equal(2, draw.Count));
        Assert.All(draws, draw => Assert.Equal(1, draw.Histogram[1]));
        Assert.All(draws, draw => Assert.Equal(1, draw.Histogram[2] + draw.Histogram[3]));
        Assert.InRange(draws.Average(draw => draw.Histogram[2]), 0.2, 0.8);
        Assert.All(draws, draw => Assert.Equal(0, draw.Histogram[9]));
    }

    [Fact]
    public void Mean_and_spread_of_draws_are_worked_out_by_hand() =>
        Assert.Equal(new Estimate(3, 2), Estimate.Of([1.0, 3, 5]));
}
