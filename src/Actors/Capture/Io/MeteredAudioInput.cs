using Antiphon.Flow;

namespace Antiphon.Capture.Io;

/// <summary>An input that measures how punctually it is read, in time of the machine.</summary>
public sealed class MeteredAudioInput(IAudioInput inner, TimeProvider time)
    : AudioInputAround(inner)
{
    // The rig reads until nothing is at hand: readings so close are one.
    private static readonly TimeSpan OneReading = TimeSpan.FromMilliseconds(1);

    private long? _read;

    /// <summary>From one reading to the next, in ms.</summary>
    public LatencyHistogram IntervalMs { get; } = new();

    public override int Read(Span<float> interleaved)
    {
        var now = time.GetTimestamp();
        if (_read is { } before && time.GetElapsedTime(before, now) is var gone
            && gone > OneReading)
        {
            IntervalMs.Add(gone.TotalMilliseconds);
        }

        _read = now;
        return Inner.Read(interleaved);
    }
}
