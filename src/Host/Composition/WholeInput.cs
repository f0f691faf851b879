using Antiphon.Capture;
using Antiphon.Host.Output;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// A whole recording at the rig's rate, mixed to one channel and otherwise unaltered.
/// </summary>
internal static class WholeInput
{
    private const int MaxSeconds = 3_600;
    private const int BlockFrames = 65_536;

    /// <summary>[samples] at 24 kHz; a recording at that rate comes out bit for bit.</summary>
    /// <exception cref="CommandException">It is longer than an hour.</exception>
    public static float[] Read(IAudioInput input)
    {
        var frames = input.TotalFrames ?? 0;
        if (frames > (long)MaxSeconds * input.SampleRateHz)
        {
            throw CommandException.Refused(
                $"{input.Name} is longer than an hour; cut it into parts");
        }

        var resampler = new PolyphaseResampler(input.SampleRateHz);
        var whole = new float[PolyphaseResampler.OutputLength(frames, input.SampleRateHz)];
        var block = new float[BlockFrames * input.Channels];
        var mono = new float[BlockFrames];
        var output = new float[resampler.MaxOutput(BlockFrames) + resampler.MaxFlush];
        var written = 0;
        void Keep(int samples)
        {
            output.AsSpan(0, samples).CopyTo(whole.AsSpan(written));
            written += samples;
        }

        while (input.Read(block) is > 0 and var read)
        {
            Mix(block, input.Channels, mono.AsSpan(0, read));
            Keep(resampler.Process(mono.AsSpan(0, read), output));
        }

        Keep(resampler.Flush(output));
        return whole;
    }

    private static void Mix(ReadOnlySpan<float> interleaved, int channels, Span<float> mono)
    {
        for (var frame = 0; frame < mono.Length; frame++)
        {
            var sum = 0f;
            foreach (var sample in interleaved.Slice(frame * channels, channels))
            {
                sum += sample;
            }

            mono[frame] = sum / channels;
        }
    }

    /// <summary>Length of a sound in segments; what is left over is not heard.</summary>
    public static int SegmentsOf(ReadOnlySpan<float> samples) =>
        samples.Length / FrameGrid.SegmentSamples;
}
