using System.Runtime.InteropServices;

namespace Antiphon.Capture.Io;

/// <summary>
/// Raw samples from a pipe, off line: interleaved 32-bit floats, little-endian, without a header.
/// A read waits for sound, since nothing else is to be done meanwhile.
/// </summary>
/// <param name="name">Name for people.</param>
/// <param name="stream">Where the samples come from; disposed with this.</param>
/// <param name="sampleRateHz">Frames a second, above 0.</param>
/// <param name="channels">Samples in a frame, at least 1.</param>
public sealed class StreamAudioInput(string name, Stream stream, int sampleRateHz, int channels)
    : IAudioInput
{
    public string Name => name;

    public int SampleRateHz => sampleRateHz;

    public int Channels => channels;

    public long FramesRead { get; private set; }

    public long? TotalFrames => null;

    public bool Ended { get; private set; }

    public int Read(Span<float> interleaved)
    {
        var frames = ReadFrames(stream, name, interleaved, channels);
        Ended |= frames == 0;
        FramesRead += frames;
        return frames;
    }

    public void Dispose() => stream.Dispose();

    /// <summary>
    /// Waits for at least one frame; 0 at the end, where a part of a frame is no sound.
    /// </summary>
    /// <exception cref="AudioInputException">The pipe broke.</exception>
    internal static int ReadFrames(
        Stream stream, string name, Span<float> interleaved, int channels)
    {
        var bytes = MemoryMarshal.AsBytes(interleaved);
        var frameBytes = channels * sizeof(float);
        var read = 0;
        try
        {
            do
            {
                var more = stream.Read(bytes[read..]);
                if (more == 0)
                {
                    break;
                }

                read += more;
            }
            while (read % frameBytes != 0 && read < bytes.Length);
        }
        catch (IOException e)
        {
            throw new AudioInputException($"{name} failed: {e.Message}", e);
        }

        return read / frameBytes;
    }
}
