using Antiphon.Signal;

namespace Antiphon.Perception;

/// <summary>
/// Listens to a sound-check: how loud the playing is and how loud the room, whether anything clips
/// or hums. Levels are RMS over windows of 100 ms of what the rig hears: one
/// channel, or the mean of all.
/// </summary>
/// <remarks>
/// Not thread-safe. Bound: <see cref="MostWindows"/> levels (an hour) and one second of sound; what
/// comes later is still metered, and not judged.
/// </remarks>
public sealed class SoundCheck
{
    /// <summary>Levels that are kept.</summary>
    public const int MostWindows = 36_000;

    private const int WindowsPerSecond = 10;
    private const float ClipLevel = 0.999f;

    private readonly int _sampleRateHz;
    private readonly int _channels;
    private readonly int _channel;
    private readonly double[] _channelPower;
    private readonly float[] _second;
    private readonly float[] _quietest;
    private readonly List<float> _levels = [];
    private int _filled;
    private double _windowPower;
    private double _heardPower;
    private double _secondPower;
    private double _quietestPower = double.PositiveInfinity;
    private float _peak;
    private long _clipped;
    private long _frames;

    /// <param name="channel"><c>capture.channel</c>: one from 1, or 0 for the mean.</param>
    public SoundCheck(int sampleRateHz, int channels, int channel = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channel, channels);
        (_sampleRateHz, _channels, _channel) = (sampleRateHz, channels, channel);
        _channelPower = new double[channels];
        _second = new float[sampleRateHz];
        _quietest = new float[sampleRateHz];
    }

    /// <summary>Seconds heard.</summary>
    public double Seconds => (double)_frames / _sampleRateHz;

    /// <summary>Level of the last window, dBFS.</summary>
    public double LevelDb { get; private set; } = Decibels.Floor;

    /// <summary>Hears the next block.</summary>
    /// <param name="interleaved">[frames × channels]</param>
    public void Hear(ReadOnlySpan<float> interleaved)
    {
        for (var at = 0; at + _channels <= interleaved.Length; at += _channels)
        {
            var frame = interleaved.Slice(at, _channels);
            var sum = 0f;
            for (var channel = 0; channel < _channels; channel++)
            {
                sum += Meter(channel, frame[channel]);
            }

            Hear(_channel > 0 ? Finite(frame[_channel - 1]) : sum / _channels);
        }
    }

    /// <summary>What was heard, judged.</summary>
    public SoundFindings Find()
    {
        var sorted = _levels.Order().ToList();
        float At(double share) => sorted.Count == 0
            ? Decibels.Floor
            : sorted[(int)(share * (sorted.Count - 1))];
        return SoundFindings.Of(
            Seconds,
            sorted,
            quietDb: At(0.05),
            loudDb: At(0.95),
            Decibels.FromAmplitude(_peak),
            _clipped,
            double.IsFinite(_quietestPower) ? MainsHum.In(_quietest, _sampleRateHz) : null)
            with
        {
            Channels = new ChannelFindings(
                    [.. _channelPower.Select(power => (double)LevelOf(power))],
                    LevelOf(_heardPower),
                    _channel),
        };
    }

    private static float Finite(float sample) => float.IsFinite(sample) ? sample : 0;

    private float LevelOf(double power) => Decibels.FromPower(power / Math.Max(1, _frames));

    private float Meter(int channel, float sample)
    {
        var size = float.IsFinite(sample) ? Math.Abs(sample) : 1;
        _peak = Math.Max(_peak, size);
        _clipped += size >= ClipLevel ? 1 : 0;
        var finite = Finite(sample);
        _channelPower[channel] += (double)finite * finite;
        return finite;
    }

    private void Hear(float mixed)
    {
        _frames++;
        _second[_filled++] = mixed;
        _windowPower += (double)mixed * mixed;
        _heardPower += (double)mixed * mixed;
        var window = _sampleRateHz / WindowsPerSecond;
        if (_filled % window == 0)
        {
            LevelDb = Decibels.FromPower(_windowPower / window);
            _secondPower += _windowPower;
            _windowPower = 0;
            if (_levels.Count < MostWindows)
            {
                _levels.Add((float)LevelDb);
            }
        }

        if (_filled == _sampleRateHz)
        {
            EndSecond();
        }
    }

    private void EndSecond()
    {
        if (_secondPower < _quietestPower)
        {
            _quietestPower = _secondPower;
            _second.CopyTo(_quietest, 0);
        }

        (_filled, _secondPower, _windowPower) = (0, 0, 0);
    }
}
