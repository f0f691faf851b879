using Antiphon.Capture.Io;
using Antiphon.Signal;

namespace Antiphon.Devices.Tests;

/// <summary>
/// Stereo noise in which every frame says where it comes from, and what a capture made of it.
/// </summary>
internal sealed class NoiseCall
{
    private const int Amplitude = 12_000;

    private readonly short[] _samples;
    private readonly Dictionary<(float Left, float Right), int> _places = [];

    public NoiseCall(int seconds, int sampleRateHz = 44_100)
    {
        SampleRateHz = sampleRateHz;
        var random = new SplitMix64(7);
        _samples = new short[2 * seconds * sampleRateHz];
        for (var i = 0; i < _samples.Length; i++)
        {
            // No zeros: they are what stands where nothing was played.
            _samples[i] = (short)(1 + random.NextInt(Amplitude));
        }

        for (var frame = Frames - 1; frame >= 0; frame--)
        {
            _places[(Sample(2 * frame), Sample(2 * frame + 1))] = frame;
        }
    }

    public int SampleRateHz { get; }

    public int Frames => _samples.Length / 2;

    public void Write(string path)
    {
        var samples = new float[_samples.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = Sample(i);
        }

        WavFileWriter.WriteAll(path, samples, SampleRateHz, channels: 2);
    }

    /// <summary>What of it was heard.</summary>
    /// <param name="captured">[frames × 2] samples.</param>
    public Heard Compare(ReadOnlySpan<float> captured)
    {
        int exact = 0, foreign = 0, missing = 0, next = 0;
        for (var i = 0; i < captured.Length / 2; i++)
        {
            var frame = (captured[2 * i], captured[2 * i + 1]);
            if (frame == (0f, 0f))
            {
                continue;
            }

            if (next < Frames && frame == (Sample(2 * next), Sample(2 * next + 1)))
            {
                exact++;
                next++;
            }
            else if (_places.TryGetValue(frame, out var place) && place > next)
            {
                missing += place - next;
                exact++;
                next = place + 1;
            }
            else
            {
                foreign++;
            }
        }

        return new Heard(exact, foreign, missing + Frames - next);
    }

    private float Sample(int i) => _samples[i] / 32768f;

    /// <param name="Exact">Frames that came bit for bit, in their order.</param>
    /// <param name="Foreign">Frames that were never played, or came out of order.</param>
    /// <param name="Missing">Frames that were played and did not come.</param>
    public sealed record Heard(int Exact, int Foreign, int Missing);
}
