using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.MemoryBuffer;

public class ChromaAlignmentTests
{
    private static readonly Gen<Chroma[]> Stretches = Gen.Float[0, 1].Array[12].Select(Normal)
        .Array[3, 40];

    [Fact]
    public void What_was_moved_is_moved_back() =>
        Gen.Select(Stretches, Gen.Int[-5, 6]).Sample((stretch, semitones) =>
        {
            var remembered = stretch.Select(chroma => Move(chroma, -semitones)).ToArray();
            var alignment = ChromaAlignment.Of(stretch, remembered);
            Assert.Equal(semitones, alignment.Semitones);
            Assert.Equal(1, alignment.Score, 4);
        });

    [Fact]
    public void Order_counts_and_not_only_the_sum()
    {
        // C, F against F, C: the same sum, and as a sequence moved by a fourth or a fifth.
        Chroma[] heard = [One(0), One(0), One(5), One(5), One(7), One(7)];
        Chroma[] remembered = [One(2), One(2), One(7), One(7), One(9), One(9)];
        var alignment = ChromaAlignment.Of(heard, remembered);
        Assert.Equal((-2, 1.0), (alignment.Semitones, Math.Round(alignment.Score, 6)));
        Assert.True(alignment.UntransposedScore < 0.4);
    }

    [Fact]
    public void A_view_lays_what_led_to_one_place_over_what_led_to_another()
    {
        // The same three notes, first in C, then a third higher, with a gap between.
        var store = new MemoryStore(new());
        foreach (var (segment, key) in new[] { 60, 65, 67, 64, 69, 71 }.Index())
        {
            if (segment == 3)
            {
                store.Break();
            }

            foreach (var token in Performance.Tokens(0.35, _ => new(key, false, -20, 0), segment))
            {
                store.Remember(token);
            }
        }

        var view = store.View;
        var alignment = view.Align(view.Count, 78, 200);
        Assert.Equal((4, 1.0), (alignment.Semitones, Math.Round(alignment.Score, 6)));
        Assert.Equal(0, view.Align(view.Count, view.Count, 10).Semitones);
    }

    [Fact]
    public void Without_pitch_nothing_is_moved() => Assert.Equal(
        new ChromaAlignment(0, 0, 0), ChromaAlignment.Of([One(3), One(4)], new Chroma[2]));

    [Fact]
    public void Of_equal_ways_the_smallest_move_wins()
    {
        // A whole-tone heap looks the same from every second key.
        var whole = Normal([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
        Assert.Equal(0, ChromaAlignment.Of([whole], [whole]).Semitones);
        Assert.Equal(1, ChromaAlignment.Of([Move(whole, 1)], [whole]).Semitones);
    }

    [Fact]
    public void Stretches_of_other_lengths_are_a_fault_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => ChromaAlignment.Of(new Chroma[2], new Chroma[3]));

    private static Chroma One(int pitchClass)
    {
        var chroma = default(Chroma);
        chroma[pitchClass] = 1;
        return chroma;
    }

    private static Chroma Move(Chroma chroma, int semitones)
    {
        var moved = default(Chroma);
        for (var i = 0; i < Chroma.Classes; i++)
        {
            moved[(i + semitones + Chroma.Classes) % Chroma.Classes] = chroma[i];
        }

        return moved;
    }

    private static Chroma Normal(float[] shares)
    {
        var chroma = default(Chroma);
        var sum = Math.Max(1e-6f, shares.Sum());
        for (var i = 0; i < Chroma.Classes; i++)
        {
            chroma[i] = shares[i] / sum;
        }

        return chroma;
    }
}
