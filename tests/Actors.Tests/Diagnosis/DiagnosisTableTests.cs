using Antiphon.Diagnosis;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Tests.Perception;
using Antiphon.Tests.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Diagnosis;

public sealed class DiagnosisTableTests
{
    [Fact]
    public void What_was_trained_on_has_equal_rows_in_training_and_live()
    {
        var learned = Trained.Learn(recordings: [Trained.Recordings[0]]);
        var live = AveragedTokens.Of(learned, Trained.Segments[0]).ToList();
        var table = new DiagnosisTable(12, live);
        table.AddTraining(learned);
        table.Add(DiagnosisRowNames.LiveAllFrames, live);

        Assert.Equal(4, table.Rows.Count);
        Assert.Equal(
            table.Rows[0] with { Name = DiagnosisRowNames.LiveAllFrames }, table.Rows[2]);
        Assert.Equal(
            table.Rows[1] with { Name = DiagnosisRowNames.LiveAllFrames }, table.Rows[3]);
        Assert.Equal([Stem.Harmonic, Stem.Percussive], table.Rows.Take(2).Select(r => r.Source));
    }

    [Fact]
    public void Figures_are_those_worked_out_by_hand()
    {
        // Words 0 0 1 3: half, a quarter, a quarter; pairs 00, 01, 13.
        var frames = Frames.Segment(0, _ => 0).Take(4)
            .Zip<HeardFrame, byte, HeardFrame>([0, 0, 1, 3], (frame, word) => frame with
            {
                Harmonic = new(word),
                Percussive = new(255),
            })
            .ToList();
        var table = new DiagnosisTable(64, [.. frames.Take(2)]);
        table.Add(DiagnosisRowNames.Unsplit, frames);
        var (harmonic, percussive) = (table.Rows[0], table.Rows[1]);

        Assert.Equal((4, 3), (harmonic.N, harmonic.Unique));
        Assert.Equal(0.5, harmonic.Top1Share, 12);
        Assert.Equal(1, harmonic.Top3Share, 12);
        Assert.Equal(1.5, harmonic.EntropyBits, 12);
        Assert.Equal(Math.Pow(2, 1.5), harmonic.Perplexity, 12);
        Assert.Equal(2.0 / 3, harmonic.ConditionalEntropyBits, 12);
        Assert.InRange(harmonic.UniqueAtEqualN.Mean, 1.5, 2); // 11/6 of two drawn
        Assert.Equal((0, 0), (percussive.N, percussive.Unique));
    }

    [Fact]
    public void The_control_has_as_many_words_as_there_are_averages()
    {
        var live = Frames.Held(1, 2, 3, 1, 255, 4);
        var table = new DiagnosisTable(64, live);
        table.AddControl(live);

        Assert.Equal(5, table.Rows[0].N);
        Assert.Equal(4, table.Rows[0].Unique);
        Assert.Equal(new Estimate(4, 0), table.Rows[0].UniqueAtEqualN);
    }

    [Fact]
    public void A_word_that_tells_its_index_is_found_and_one_that_does_not_is_not()
    {
        var telling = Enumerable.Range(0, 40).SelectMany(s => Frames.Segment(s, k => (byte)k));
        var held = Enumerable.Range(0, 40).SelectMany(
            s => Frames.Segment(s, k => (byte)(s % 2 == 0 ? k / 7 : 10 + s)));
        var random = new Antiphon.Signal.SplitMix64(5);
        var drawn = Enumerable.Range(0, 80).SelectMany(
            s => Frames.Segment(s, _ => (byte)random.NextInt(64))).ToList();

        Assert.True(FrameIndexInformation.Of(telling, Stem.Harmonic).Excess > 0.5);
        Assert.True(FrameIndexInformation.Of(held, Stem.Harmonic).Excess > 0.03);
        Assert.InRange(FrameIndexInformation.Of(drawn, Stem.Harmonic).Excess, -0.01, 0.01);
        Assert.Equal(
            0, FrameIndexInformation.Of(Frames.Held(1, 2, 3), Stem.Harmonic).Excess, 1e-9);
    }

    [Fact]
    public void The_unsplit_sound_is_the_sum_of_the_stems_heard_in_both_rows()
    {
        var inner = new ToyEncoder();
        var sound = ToySound.Samples(1)[..FrameGrid.SegmentSamples];
        var stems = new float[2 * sound.Length];
        for (var i = 0; i < sound.Length; i++)
        {
            stems[i] = i % 3 == 0 ? sound[i] : 0;
            stems[sound.Length + i] = i % 3 == 0 ? 0 : sound[i];
        }

        var expected = new float[26 * inner.Dimensions];
        inner.Encode(sound, 1, expected);
        var features = new float[2 * expected.Length];
        using var unsplit = new UnsplitEncoder(inner);
        Assert.Equal(26, unsplit.Encode(stems, 2, features));
        Assert.Equal([.. expected, .. expected], features);
    }
}
