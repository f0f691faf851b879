using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Antiphon.Capture.Io;

/// <summary>
/// Raw samples from a pipe: interleaved 32-bit floats, little-endian, without a header. A thread
/// of its own waits for them; when 2 s wait to be heard it reads no further, and the pipe holds
/// the rest.
/// </summary>
public sealed class StreamAudioInput : IAudioInput
{
    private const int ChunksPerSecond = 50;
    private const int WaitingSeconds = 2;

    private readonly Channel<float[]> _chunks =
        Channel.CreateBounded<float[]>(WaitingSeconds * ChunksPerSecond);

    private readonly Stream _stream;
    private readonly bool _waits;
    private ReadOnlyMemory<float> _chunk;

    /// <param name="name">Name for people.</param>
    /// <param name="stream">Where the samples come from; disposed with this.</param>
    /// <param name="sampleRateHz">Frames a second, above 0.</param>
    /// <param name="channels">Samples in a frame, at least 1.</param>
    /// <param name="waits">
    /// True off line: a read waits for sound, since nothing else is to be done meanwhile.
    /// </param>
    public StreamAudioInput(
        string name, Stream stream, int sampleRateHz, int channels, bool waits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        (Name, _stream, SampleRateHz, Channels, _waits) =
            (name, stream, sampleRateHz, channels, waits);
        new Thread(Pour) { IsBackground = true, Name = "raw input" }.Start();
    }

    public string Name { get; }

    public int SampleRateHz { get; }

    public int Channels { get; }

    public long FramesRead { get; private set; }

    public long? TotalFrames => null;

    public bool Ended { get; private set; }

    public int Read(Span<float> interleaved)
    {
        var frames = 0;
        while (frames < interleaved.Length / Channels && HasChunk(wait: _waits && frames == 0))
        {
            var taken = Math.Min(
                _chunk.Length / Channels, interleaved.Length / Channels - frames);
            _chunk.Span[..(taken * Channels)].CopyTo(interleaved[(frames * Channels)..]);
            _chunk = _chunk[(taken * Channels)..];
            frames += taken;
        }

        FramesRead += frames;
        return frames;
    }

    public void Dispose()
    {
        _chunks.Writer.TryComplete();
        _stream.Dispose();
    }

    private bool HasChunk(bool wait)
    {
        while (_chunk.IsEmpty)
        {
            if (_chunks.Reader.TryRead(out var chunk))
            {
                _chunk = chunk;
            }
            else if (_chunks.Reader.Completion is { IsCompleted: true } ended)
            {
                Ended = true;
                return ended.IsFaulted
                    ? throw new AudioInputException(
                        $"{Name} failed: {ended.Exception.InnerException?.Message}")
                    : false;
            }
            else if (!wait)
            {
                return false;
            }
            else
            {
                _ = _chunks.Reader.WaitToReadAsync().AsTask()
                    .ContinueWith(_ => { }, TaskScheduler.Default).Wait(Timeout.Infinite);
            }
        }

        return true;
    }

    // What is left of a last frame at the end is no sound.
    private void Pour()
    {
        try
        {
            var bytes = new byte[Math.Max(1, SampleRateHz / ChunksPerSecond)
                * Channels * sizeof(float)];
            for (int held = 0, read; (read = _stream.Read(bytes, held, bytes.Length - held)) > 0;)
            {
                held += read;
                var frameBytes = Channels * sizeof(float);
                var whole = held / frameBytes * frameBytes;
                var chunk = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, whole)).ToArray();
                bytes.AsSpan(whole, held - whole).CopyTo(bytes);
                held -= whole;
                if (chunk.Length > 0)
                {
                    _chunks.Writer.WriteAsync(chunk).AsTask().GetAwaiter().GetResult();
                }
            }

            _chunks.Writer.TryComplete();
        }
        catch (ChannelClosedException)
        {
            // Nobody listens any more.
        }
        catch (Exception e)
        {
            _chunks.Writer.TryComplete(e);
        }
    }
}
