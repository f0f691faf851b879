using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Tests.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Hpss;

public sealed class SegmentSeparatorTests
{
    private const int EncoderContext = 3200;
    private static readonly HpssOptions Options = new();
    private static readonly float[] Sound = ToySound.Samples(4);

    [Fact]
    public void A_segment_equals_the_same_part_of_its_whole_slice_bit_for_bit()
    {
        var separator = NewSeparator();
        foreach (var segment in Segments())
        {
            var separated = separator.Separate(segment);
            var start = (int)(segment.Segment.Value * FrameGrid.SegmentSamples);
            var context = Math.Min(start, Options.ContextSamples) / 512 * 512;
            var slice = Sound.AsSpan(start - context, context + segment.Samples.Length);
            var (harmonic, percussive) = WholeFileHpss.Separate(slice, HpssParameters.Default);

            var known = Math.Min(EncoderContext, context);
            var length = known + FrameGrid.SegmentSamples;
            Assert.Equal(harmonic[(context - known)..][..length], separated.Harmonic[^length..].ToArray());
            Assert.Equal(percussive[(context - known)..][..length], separated.Percussive[^length..].ToArray());
        }
    }

    [Fact]
    public void Both_stems_add_up_to_the_sound()
    {
        var separator = NewSeparator();
        foreach (var segment in Segments())
        {
            var separated = separator.Separate(segment);
            var harmonic = separated.Harmonic.Span[EncoderContext..];
            var percussive = separated.Percussive.Span[EncoderContext..];
            for (var i = 0; i < FrameGrid.SegmentSamples; i++)
            {
                Assert.Equal(segment.Samples.Span[i], harmonic[i] + percussive[i], 1e-6f);
            }
        }
    }

    [Fact]
    public void Tokens_are_warming_until_the_context_is_full_and_again_after_a_hole()
    {
        var separator = NewSeparator();
        var segments = Segments().ToList();
        var warming = segments.Take(5).Select(segment => separator.Separate(segment).Warming).ToList();
        Assert.Equal([true, true, false, false, false], warming);
        Assert.True(separator.Separate(segments[7]).Warming);
    }

    [Fact]
    public void A_hole_is_as_a_cold_start()
    {
        var segments = Segments().ToList();
        var (broken, cold) = (NewSeparator(), NewSeparator());
        broken.Separate(segments[0]);
        broken.Separate(segments[1]);

        Assert.Equal(
            cold.Separate(segments[5]).Harmonic.ToArray(), broken.Separate(segments[5]).Harmonic.ToArray());
    }

    [Fact]
    public void A_played_tone_has_its_pitch_and_silence_has_none()
    {
        var separator = NewSeparator();
        var frames = Segments().SelectMany(segment => separator.Separate(segment).Frames).ToList();

        // Frames 4 to 15 lie in the first note, an A of 220 Hz.
        Assert.All(frames[4..15], frame => Assert.InRange(frame.F0Hz ?? 0, 214, 226));
        Assert.All(frames.Where(frame => frame.LoudnessDb < -100), frame => Assert.False(frame.HarmonicOpen));
        Assert.Equal(9, Enumerable.Range(0, 12).MaxBy(pitchClass => frames[10].Chroma[pitchClass]));
    }

    [Fact]
    public void An_attack_is_the_strongest_onset()
    {
        var separator = NewSeparator();
        var onsets = Segments().SelectMany(segment => separator.Separate(segment).Frames)
            .Select(frame => frame.OnsetStrength).ToList();

        // The second note begins at 0.25 s: sample 6000, in frame 17 or 18.
        var strongest = Enumerable.Range(10, 14).MaxBy(frame => onsets[frame]);
        Assert.InRange(strongest, 17, 18);
        Assert.True(onsets[strongest] > 4 * onsets[strongest + 5]);
    }

    private static SegmentSeparator NewSeparator() => new(Options, new GateOptions(), EncoderContext);

    private static IEnumerable<SegmentCaptured> Segments()
    {
        var length = FrameGrid.SegmentSamples + Options.LookAheadSamples;
        for (var id = new SegmentId(0); id.Value * FrameGrid.SegmentSamples + length <= Sound.Length; id = id.Next)
        {
            var place = new Place(id, id.Start, FrameGrid.SegmentLength, 0);
            var samples = Sound.AsMemory((int)(id.Value * FrameGrid.SegmentSamples), length);
            yield return new SegmentCaptured(place, samples, Repaired: false);
        }
    }
}
