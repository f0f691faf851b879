namespace Antiphon.Capture.Io;

/// <summary>
/// Raw samples from a pipe as they are played: interleaved 32-bit floats, little-endian, without
/// a header. A pause of the pipe is a device that is lost and comes back by itself.
/// </summary>
/// <remarks>Its own source: a pipe cannot be opened again, so it stays open.</remarks>
public sealed class PipeDevice : IAudioDevice, IAudioDeviceSource
{
    private const int BlocksPerSecond = 100;
    private const int RingSeconds = 4;

    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private volatile bool _ended;

    /// <param name="name">Name for people.</param>
    /// <param name="stream">Where the samples come from; disposed with this.</param>
    /// <param name="sampleRateHz">Frames a second, above 0.</param>
    /// <param name="channels">Samples in a frame, at least 1.</param>
    /// <param name="time">The monotonic clock.</param>
    public PipeDevice(
        string name, Stream stream, int sampleRateHz, int channels, TimeProvider time)
    {
        (Name, _stream, _time) = (name, stream, time);
        Format = new AudioDeviceFormat(name, sampleRateHz, channels, 0, 0);
        Ring = new CaptureRing(
            channels, RingSeconds * sampleRateHz, 4 * RingSeconds * BlocksPerSecond);
        new Thread(Pour) { IsBackground = true, Name = "raw input" }.Start();
    }

    public string Name { get; }

    public AudioDeviceFormat Format { get; }

    public CaptureRing Ring { get; }

    public bool Ended => _ended;

    public Task<IAudioDevice> Open(IAudioDevice? lost) => Task.FromResult<IAudioDevice>(this);

    public void Dispose() => _stream.Dispose();

    private void Pour()
    {
        try
        {
            var pace = new PipePace(Format.SampleRateHz, _time);
            var block = new float[
                Math.Max(1, Format.SampleRateHz / BlocksPerSecond) * Format.Channels];
            while (StreamAudioInput.ReadFrames(_stream, Name, block, Format.Channels)
                is > 0 and var frames)
            {
                if (pace.WaitFor(frames) is var wait && wait > TimeSpan.Zero)
                {
                    Task.Delay(wait, _time).GetAwaiter().GetResult();
                }

                Ring.Write(
                    block.AsSpan(0, frames * Format.Channels), _time.GetTimestamp(),
                    overflowed: false);
            }
        }
        catch (Exception e) when (e is AudioInputException or ObjectDisposedException)
        {
            // A pipe that breaks has ended; what came through it is answered.
        }

        _ended = true;
    }
}
