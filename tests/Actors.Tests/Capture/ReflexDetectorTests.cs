using Antiphon.Capture;
using Antiphon.Time;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Capture;

public class ReflexDetectorTests
{
    private const int Block = ReflexDetector.BlockSamples;

    [Fact]
    public void Blocks_tile_the_segments_from_the_first_sample_on()
    {
        var heard = Hear(new ReflexDetector(2 * FrameGrid.SegmentSamples), new float[20 * Block]);

        Assert.Equal(0, FrameGrid.SegmentSamples % Block);
        Assert.Equal(20, heard.Count);
        Assert.Equal(new SegmentId(2).Start, heard[0].Start);
        Assert.All(heard, reflex => Assert.Equal(new SegmentId(2), reflex.Segment));
        Assert.All(
            heard.Zip(heard.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }

    [Fact]
    public void A_steady_tone_has_its_level_and_no_attack_after_its_first_block()
    {
        var tone = Tone(500, 40 * Block);
        var heard = Hear(new ReflexDetector(0), tone);

        Assert.All(heard, reflex => Assert.Equal(-3.01, reflex.LoudnessDb, 0.05));
        Assert.True(heard[0].OnsetDb > 60);
        Assert.All(heard.Skip(1), reflex => Assert.InRange(reflex.OnsetDb, 0, 0.5));
    }

    [Fact]
    public void A_soft_pluck_over_a_held_bass_is_an_attack_in_its_own_block()
    {
        var sound = Tone(100, 40 * Block);
        for (var i = 0; i < 4 * Block; i++)
        {
            sound[20 * Block + 5 + i] +=
                0.2f * (float)(Math.Sin(2 * Math.PI * 3_000 * i / SampleRate.Hz)
                    * Math.Exp(-i / 400.0));
        }

        var heard = Hear(new ReflexDetector(0), sound);

        Assert.True(heard[20].OnsetDb > 9, $"{heard[20].OnsetDb} dB");
        Assert.All(heard.Skip(21), reflex => Assert.InRange(reflex.OnsetDb, 0, 3));
    }

    [Fact]
    public void Silence_is_quiet_and_strikes_nothing() => Assert.All(
        Hear(new ReflexDetector(0), new float[30 * Block]),
        reflex => Assert.Equal((-120.0, 0.0), (reflex.LoudnessDb, reflex.OnsetDb)));

    [Fact]
    public void What_is_heard_does_not_depend_on_the_blocks() => Gen.Int[1, 3_000].Array[1, 30]
        .Sample(blocks =>
        {
            var sound = CaptureTestSound.Music(12_000, 1);
            var whole = Hear(new ReflexDetector(0), sound);
            var detector = new ReflexDetector(0);
            List<ReflexHeard> cut = [];
            var rest = sound.AsSpan();
            for (var i = 0; rest.Length > 0; i++)
            {
                var length = Math.Min(rest.Length, blocks[i % blocks.Length]);
                cut.AddRange(Hear(detector, rest[..length]));
                rest = rest[length..];
            }

            Assert.Equal(whole, cut);
        }, iter: 20, threads: 1);

    [Fact]
    public void What_nobody_takes_is_bounded_and_the_newest_stay()
    {
        var detector = new ReflexDetector(0);
        var blocks = ReflexDetector.ReadyLimit + 7;

        var heard = Hear(detector, new float[blocks * Block]);

        Assert.Equal(ReflexDetector.ReadyLimit, heard.Count);
        Assert.Equal(SampleTime.AtSample(7 * Block), heard[0].Start);
    }

    private static List<ReflexHeard> Hear(ReflexDetector detector, ReadOnlySpan<float> sound)
    {
        detector.Hear(sound, timestamp: 0);
        List<ReflexHeard> heard = [];
        while (detector.TryTake(out var reflex))
        {
            heard.Add(reflex);
        }

        return heard;
    }

    private static float[] Tone(double hz, int samples) => [.. Enumerable.Range(0, samples)
        .Select(i => (float)Math.Sin(2 * Math.PI * hz * i / SampleRate.Hz))];
}
