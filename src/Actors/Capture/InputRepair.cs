namespace Antiphon.Capture;

/// <summary>
/// Makes one clean line of samples out of the frames of an input: poison is taken out of every
/// channel, the channels are chosen or mixed, and a constant offset is removed.
/// </summary>
/// <remarks>
/// Every rule works sample by sample, so the result does not depend on the size of the blocks:
/// <list type="bullet">
/// <item>NaN and ±∞ become 0, denormals become 0, what passes the clip level is cut to it;</item>
/// <item>a one-pole high-pass (5 Hz) runs always, so it is linear and never switches; at 41 Hz,
/// the lowest string of a bass, it takes 0.06 dB;</item>
/// <item>an offset is called a fault while its mean, smoothed at 0.5 Hz, is over 0.05 of full
/// scale, which no tone above 20 Hz reaches, not even as it sets in at full scale.</item>
/// </list>
/// Not thread-safe; allocates nothing after construction.
/// </remarks>
public sealed class InputRepair
{
    /// <summary>Mean offset, of full scale, from which it is called a fault.</summary>
    public const double OffsetFaultLevel = 0.05;

    private const double OffsetMeanCutoffHz = 0.5;
    private const float SmallestNormal = 1.17549435e-38f;

    private readonly int _channels;
    private readonly int _channel;
    private readonly float _clipLevel;
    private readonly double _offsetStep;
    private readonly double _meanStep;
    private double _offset;
    private double _meanOffset;

    /// <param name="inputRateHz">Rate of the input, in Hz, above 0.</param>
    /// <param name="channels">Channels of the input, at least 1.</param>
    /// <param name="options">Its channel must be one the input has, or 0.</param>
    public InputRepair(int inputRateHz, int channels, CaptureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputRateHz);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        if (options.Channel < 0 || options.Channel > channels)
        {
            throw new ArgumentException(
                $"Channel {options.Channel} was asked for, but the input has {channels}.",
                nameof(options));
        }

        _channels = channels;
        _channel = options.Channel;
        _clipLevel = (float)options.ClipLevel;
        _offsetStep = OnePoleStep(options.OffsetCutoffHz, inputRateHz);
        _meanStep = OnePoleStep(OffsetMeanCutoffHz, inputRateHz);
    }

    /// <summary>Mends a block.</summary>
    /// <param name="interleaved">[frames × channels] samples as they came.</param>
    /// <param name="mono">[frames] mended samples; within ±2 while an offset settles.</param>
    /// <param name="faults">[frames] what was wrong with each frame.</param>
    public void Process(
        ReadOnlySpan<float> interleaved, Span<float> mono, Span<InputFaults> faults)
    {
        for (var frame = 0; frame < mono.Length; frame++)
        {
            var found = InputFaults.None;
            var sample = Mix(interleaved.Slice(frame * _channels, _channels), ref found);
            mono[frame] = WithoutDenormal(RemoveOffset(sample, ref found));
            faults[frame] = found;
        }
    }

    private static double OnePoleStep(double cutoffHz, int rateHz) =>
        1.0 - Math.Exp(-2.0 * Math.PI * cutoffHz / rateHz);

    private static double WithoutTail(double state) => Math.Abs(state) < 1e-30 ? 0.0 : state;

    private static float WithoutDenormal(double sample) =>
        Math.Abs(sample) < SmallestNormal ? 0f : (float)sample;

    private double Mix(ReadOnlySpan<float> frame, ref InputFaults found)
    {
        if (_channel > 0)
        {
            return Mend(frame[_channel - 1], ref found);
        }

        var sum = 0.0;
        foreach (var sample in frame)
        {
            sum += Mend(sample, ref found);
        }

        return sum / frame.Length;
    }

    private float Mend(float sample, ref InputFaults found)
    {
        var size = Math.Abs(sample);
        if (size <= _clipLevel && (size >= SmallestNormal || size == 0f))
        {
            return sample;
        }

        if (!float.IsFinite(sample))
        {
            found |= InputFaults.NotFinite;
            return 0f;
        }

        if (size > _clipLevel)
        {
            found |= InputFaults.Clipped;
            return MathF.CopySign(_clipLevel, sample);
        }

        found |= InputFaults.Denormal;
        return 0f;
    }

    private double RemoveOffset(double sample, ref InputFaults found)
    {
        if (_offsetStep <= 0.0)
        {
            return sample;
        }

        _offset = WithoutTail(_offset + _offsetStep * (sample - _offset));
        _meanOffset = WithoutTail(_meanOffset + _meanStep * (_offset - _meanOffset));
        if (Math.Abs(_meanOffset) > OffsetFaultLevel)
        {
            found |= InputFaults.Offset;
        }

        return sample - _offset;
    }
}

/// <summary>What was wrong with a frame of the input before it was mended.</summary>
[Flags]
public enum InputFaults
{
    None = 0,

    /// <summary>Not a number, or infinite: zero stands in its place.</summary>
    NotFinite = 1,

    /// <summary>Beyond the clip level: cut to it.</summary>
    Clipped = 2,

    /// <summary>The input sits on a constant offset, which the high-pass takes away.</summary>
    Offset = 4,

    /// <summary>Too small for fast arithmetic: zero stands in its place. Nobody hears it.</summary>
    Denormal = 8,
}

/// <summary>How many frames of the input were mended, by what was wrong with them.</summary>
/// <param name="NotFinite">Frames with a sample that was no number or infinite.</param>
/// <param name="Clipped">Frames with a sample beyond the clip level.</param>
/// <param name="Offset">Frames heard on a constant offset.</param>
/// <param name="Denormal">Frames with a sample too small for fast arithmetic.</param>
public readonly record struct RepairCounts(
    long NotFinite, long Clipped, long Offset, long Denormal)
{
    internal RepairCounts Plus(InputFaults faults) => new(
        NotFinite + (faults.HasFlag(InputFaults.NotFinite) ? 1 : 0),
        Clipped + (faults.HasFlag(InputFaults.Clipped) ? 1 : 0),
        Offset + (faults.HasFlag(InputFaults.Offset) ? 1 : 0),
        Denormal + (faults.HasFlag(InputFaults.Denormal) ? 1 : 0));
}
