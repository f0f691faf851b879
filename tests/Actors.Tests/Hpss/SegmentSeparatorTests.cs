using Antiphon.Hpss;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Hpss;

public class SegmentSeparatorTests
{
    private const int Segment = Sounds.Segment;

    [Theory]
    [InlineData(500, 43, 4000)]
    [InlineData(500, 43, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 320, 0)]
    [InlineData(1000, 0, 8400)]
    [InlineData(100, 160, 512)]
    public void Streaming_equals_the_whole_slice_bit_for_bit(
        int contextMs, int lookAheadMs, int encoderContext)
    {
        var options = new HpssOptions { ContextMs = contextMs, LookAheadMs = lookAheadMs };
        var sound = Sounds.Music(7 * Segment + 1000, 1);
        var separated = Sounds.Separated(sound, options, null, encoderContext);
        var whole = new WholeFileHpss(HpssParameters.Default);
        for (var n = 0; n < separated.Length; n++)
        {
            var context = Math.Min(options.ContextSamples, n * Segment / 512 * 512);
            var slice = new float[context + Segment + options.LookAheadSamples];
            var from = n * Segment - context;
            sound.AsSpan(from, Math.Min(slice.Length, sound.Length - from)).CopyTo(slice);
            var expected = whole.Separate(slice);
            AssertCut(expected.Harmonic.Span, separated[n].Harmonic.Span, context);
            AssertCut(expected.Percussive.Span, separated[n].Percussive.Span, context);
            Assert.Equal(context < options.ContextSamples, separated[n].Warming);
            Assert.Equal(FrameGrid.FramesPerSegment, separated[n].Frames.Length);
            Assert.Equal(encoderContext + Segment, separated[n].Harmonic.Length);
        }
    }

    [Fact]
    public void Stems_sum_to_the_sound_across_every_seam()
    {
        var sound = Sounds.Music(5 * Segment, 2);
        var separated = Sounds.Separated(sound, encoderContext: 1000);
        for (var n = 1; n < separated.Length; n++)
        {
            for (var i = 0; i < Segment + 1000; i++)
            {
                var sum = separated[n].Harmonic.Span[i] + separated[n].Percussive.Span[i];
                Assert.Equal(sound[n * Segment - 1000 + i], sum, 1e-6);
            }
        }
    }

    [Fact]
    public void Silence_stays_silent_and_rests()
    {
        foreach (var segment in Sounds.Separated(new float[3 * Segment]))
        {
            Assert.Equal(0, segment.Harmonic.Span.IndexOfAnyExcept(0f) + 1);
            Assert.Equal(0, segment.Percussive.Span.IndexOfAnyExcept(0f) + 1);
            Assert.All(segment.Frames, f => Assert.False(f.HarmonicOpen || f.PercussiveOpen));
        }
    }

    [Fact]
    public void A_segment_that_does_not_follow_starts_empty()
    {
        var options = new HpssOptions();
        var sound = Sounds.Music(6 * Segment, 3);
        var separator = new SegmentSeparator(options, new GateOptions(), 2048);
        var fresh = new SegmentSeparator(options, new GateOptions(), 2048);
        foreach (var n in new[] { 0, 1, 2 })
        {
            separator.Separate(Sounds.Captured(sound, n, options.LookAheadSamples));
        }

        foreach (var n in new[] { 4, 5 })
        {
            var captured = Sounds.Captured(sound, n, options.LookAheadSamples);
            var (after, anew) = (separator.Separate(captured), fresh.Separate(captured));
            Assert.True(after.Warming);
            Assert.True(after.Harmonic.Span.SequenceEqual(anew.Harmonic.Span));
            Assert.Equal(anew.Frames.AsEnumerable(), after.Frames);
        }
    }

    [Fact]
    public void Reset_starts_empty_too()
    {
        var sound = Sounds.Music(2 * Segment, 4);
        var separator = new SegmentSeparator(new HpssOptions(), new GateOptions(), 100);
        separator.Separate(Sounds.Captured(sound, 0, 1024));
        separator.Reset();
        var after = separator.Separate(Sounds.Captured(sound, 1, 1024));
        Assert.True(after.Warming);
        Assert.Equal(-1, after.Harmonic.Span[..100].IndexOfAnyExcept(0f));
    }

    [Fact]
    public void Times_become_the_nearest_whole_hops()
    {
        var options = new HpssOptions();
        Assert.Equal(23 * 512, options.ContextSamples);
        Assert.Equal(1024, options.LookAheadSamples);
        Assert.Equal(15 * 512, new HpssOptions { LookAheadMs = 320 }.LookAheadSamples);
        Assert.Equal(0, new HpssOptions { ContextMs = 0 }.ContextSamples);
    }

    [Fact]
    public void Too_much_encoder_context_or_too_few_samples_are_refused()
    {
        var options = new HpssOptions { ContextMs = 100 };
        Assert.Throws<ArgumentException>(
            () => new SegmentSeparator(options, new GateOptions(), options.ContextSamples + 1));
        var separator = new SegmentSeparator(options, new GateOptions(), 0);
        Assert.Throws<ArgumentException>(
            () => separator.Separate(Sounds.Captured(new float[Segment], 0, 0)));
    }

    [Fact]
    public void Steady_state_allocates_the_message_only()
    {
        var sound = Sounds.Music(4 * Segment, 5);
        var captured = Enumerable.Range(0, 4)
            .Select(n => Sounds.Captured(sound, n, 1024)).ToArray();
        var separator = new SegmentSeparator(new HpssOptions(), new GateOptions(), 0);
        separator.Separate(captured[0]);
        separator.Separate(captured[1]);
        var allocated = Allocation.LeastOf(() => separator.Separate(captured[2]));
        var stems = 2 * Segment * sizeof(float);
        Assert.InRange(allocated, stems, stems + FrameGrid.FramesPerSegment * 160 + 512);
    }

    private static void AssertCut(
        ReadOnlySpan<float> slice, ReadOnlySpan<float> stem, int context)
    {
        var past = Math.Min(context, stem.Length - Segment);
        var unheard = stem.Length - Segment - past;
        Assert.True(slice.Slice(context - past, past + Segment).SequenceEqual(stem[unheard..]));
        Assert.Equal(-1, stem[..unheard].IndexOfAnyExcept(0f));
    }
}
