using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Antiphon.Capture.Io;

/// <summary>
/// A stream that PortAudio has open. Its callback copies into the ring and does nothing else: no
/// allocation, no lock, no log.
/// </summary>
internal sealed unsafe class PortAudioDevice : IAudioDevice
{
    private const int BlocksPerSecond = 100;
    private const int RingSeconds = 4;
    private const uint Float32 = 1;
    private const uint InputOverflow = 2;

    private readonly PortAudio _library;
    private readonly TimeProvider _time;
    private readonly nint _stream;
    private GCHandle _self;
    private int _disposed;

    private PortAudioDevice(
        PortAudio library, AudioDeviceInfo device, int rateHz, int channels, double latencyMs,
        TimeProvider time)
    {
        _library = library;
        _time = time;
        Ring = new CaptureRing(channels, RingSeconds * rateHz, 4 * RingSeconds * BlocksPerSecond);
        _self = GCHandle.Alloc(this);
        try
        {
            // Compiled now, not in the first callback.
            RuntimeHelpers.PrepareMethod(
                ((Action<nint, int, bool>)Take).Method.MethodHandle);
            var input = new PaStreamParameters
            {
                Device = device.Index,
                ChannelCount = channels,
                SampleFormat = new CULong(Float32),
                SuggestedLatency = latencyMs / 1000,
            };
            _stream = library.Open(
                input, rateHz, rateHz / BlocksPerSecond, &Callback, GCHandle.ToIntPtr(_self));
        }
        catch
        {
            _self.Free();
            throw;
        }

        Format = new AudioDeviceFormat(
            device.Name, rateHz, channels, latencyMs, library.InputLatencySeconds(_stream) * 1000);
    }

    public AudioDeviceFormat Format { get; }

    public CaptureRing Ring { get; }

    /// <summary>Opens and starts a stream; the library is initialised and the gate held.</summary>
    /// <exception cref="AudioInputException">The device refuses.</exception>
    public static PortAudioDevice Open(
        PortAudio library, AudioDeviceInfo device, int rateHz, int channels, double latencyMs,
        TimeProvider time)
    {
        var opened = new PortAudioDevice(library, device, rateHz, channels, latencyMs, time);
        try
        {
            library.Start(opened._stream);
            return opened;
        }
        catch
        {
            opened.CloseStream();
            throw;
        }
    }

    /// <summary>
    /// Closes the stream, and PortAudio with it. A driver may hang in here; not a second time.
    /// </summary>
    public void Dispose()
    {
        lock (PortAudio.Gate)
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                CloseStream();
                _library.Terminate();
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Callback(
        float* input, float* output, CULong frames, nint times, CULong flags, nint user)
    {
        var device = Unsafe.As<PortAudioDevice>(GCHandle.FromIntPtr(user).Target!);
        device.Take((nint)input, (int)frames.Value, ((uint)flags.Value & InputOverflow) != 0);
        return 0;
    }

    private void Take(nint input, int frames, bool overflowed)
    {
        var samples = input == 0
            ? default
            : new ReadOnlySpan<float>((void*)input, frames * Format.Channels);
        Ring.Write(samples, _time.GetTimestamp(), overflowed);
    }

    private void CloseStream()
    {
        _library.Close(_stream);
        _self.Free();
    }
}
