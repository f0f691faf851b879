using Antiphon.Capture;

namespace Antiphon.Tests.Capture;

/// <summary>An open stream whose callback is called by the test.</summary>
internal sealed class FakeDevice(
    ManualTimeProvider time, int rateHz, int channels, Func<long, float> sound) : IAudioDevice
{
    private long _frame;

    public AudioDeviceFormat Format { get; } = new("fake", rateHz, channels, 40, 40);

    public CaptureRing Ring { get; } = new(channels, 4 * rateHz, 1_600);

    public bool IsDisposed { get; private set; }

    /// <summary>The callback comes, with so many frames.</summary>
    public void Call(int frames, bool overflowed = false)
    {
        var block = new float[frames * channels];
        for (var i = 0; i < block.Length; i++)
        {
            block[i] = sound(_frame + i / channels);
        }

        _frame += frames;
        Ring.Write(block, time.GetTimestamp(), overflowed);
    }

    /// <summary>Sound passes that never reaches the callback.</summary>
    public void Skip(int frames) => _frame += frames;

    public void Dispose() => IsDisposed = true;
}
