using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Antiphon.Time;

namespace Antiphon.Signal;

/// <summary>
/// Takes sound of any rate to <see cref="SampleRate.Hz"/>, block by block: output sample n sits
/// at input time n·rate/24000, and no output depends on how the input was cut into blocks.
/// </summary>
/// <remarks>
/// The rate is the fraction L/M in lowest terms, and each output is one dot product with a row of
/// a <see cref="PolyphaseFilter"/>; zeros stand before the first input and after the last. 24 kHz
/// passes through untouched. A rate so awkward that its table would pass 2²⁰ coefficients (44101
/// Hz would need 5.6 million) keeps its exact time grid, and blends two of 1,024 rows for each
/// output (error about −115 dB). Sums run in a fixed order, whatever the processor.
/// Not thread-safe; allocates nothing after construction.
/// </remarks>
public sealed class PolyphaseResampler
{
    /// <summary>The lowest input rate taken, in Hz.</summary>
    public const int MinInputHz = 4_000;

    /// <summary>The highest input rate taken, in Hz.</summary>
    public const int MaxInputHz = 768_000;

    /// <summary>What shapes the sound here, in words for the perception contract.</summary>
    public const string Design = PolyphaseFilter.Design;

    private const int BlockSamples = 2048;

    private readonly PolyphaseFilter? _filter;
    private readonly float[] _held;
    private readonly int _up;
    private readonly int _down;
    private long _heldStart;
    private int _heldCount;
    private long _before;
    private int _numerator;
    private bool _flushed;

    /// <summary>A resampler that has heard nothing yet.</summary>
    /// <param name="inputRateHz">Input rate, 4,000…768,000 Hz.</param>
    /// <param name="firstInput">Index of the input sample that comes first, not negative.</param>
    /// <param name="firstOutput">Index of the output sample wanted first, not negative.</param>
    public PolyphaseResampler(int inputRateHz, long firstInput = 0, long firstOutput = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputRateHz, MinInputHz);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputRateHz, MaxInputHz);
        ArgumentOutOfRangeException.ThrowIfNegative(firstInput);
        ArgumentOutOfRangeException.ThrowIfNegative(firstOutput);
        (_up, _down) = Ratio(inputRateHz);
        _filter = _up == _down ? null : PolyphaseFilter.For(_up, _down);
        InputPosition = firstInput;
        OutputPosition = firstOutput;
        _before = firstOutput * _down / _up;
        _numerator = (int)(firstOutput * _down % _up);
        _held = new float[_filter is null ? 0 : _filter.Taps + BlockSamples];
        _heldStart = Math.Min(firstInput, WindowStart);
        _heldCount = (int)Math.Min(_held.Length, firstInput - _heldStart);
        _heldStart = firstInput - _heldCount;
    }

    /// <summary>Index of the next input sample.</summary>
    public long InputPosition { get; private set; }

    /// <summary>Index of the next output sample.</summary>
    public long OutputPosition { get; private set; }

    /// <summary>Input samples to be heard beyond an output's own place; 0 at 24 kHz.</summary>
    public int LookAheadSamples => _filter?.After ?? 0;

    private long WindowStart => _before + (_filter is null ? 0 : _filter.After - _filter.Taps + 1);

    /// <summary>Output samples of a whole input: ⌈samples · 24000 / rate⌉.</summary>
    public static long OutputLength(long inputSamples, int inputRateHz)
    {
        var (up, down) = Ratio(inputRateHz);
        return (inputSamples * up + down - 1) / down;
    }

    /// <summary>Input samples of this rate that must be heard beyond an output's place.</summary>
    public static int LookAheadFor(int inputRateHz)
    {
        var (up, down) = Ratio(inputRateHz);
        return up == down ? 0 : PolyphaseFilter.ReachAfter(up, down);
    }

    /// <summary>The last output sample at or before an input sample.</summary>
    public long OutputAt(long inputSample) => inputSample * _up / _down;

    /// <summary>The most samples a block of this size can give.</summary>
    public int MaxOutput(int inputSamples) => (int)(((long)inputSamples * _up + _down - 1) / _down);

    /// <summary>The most samples <see cref="Flush"/> can give.</summary>
    public int MaxFlush => MaxOutput(LookAheadSamples);

    /// <summary>Takes a block in and gives what can be known by now.</summary>
    /// <param name="input">Any number of samples.</param>
    /// <param name="output">At least <see cref="MaxOutput"/> of the block's length.</param>
    /// <returns>Samples written to <paramref name="output"/>.</returns>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        if (_flushed)
        {
            throw new InvalidOperationException("The resampler was flushed; nothing can follow.");
        }

        if (output.Length < MaxOutput(input.Length))
        {
            throw new ArgumentException("Shorter than MaxOutput(input.Length).", nameof(output));
        }

        var first = InputPosition;
        InputPosition += input.Length;
        return _filter is null ? Copy(first, input, output) : Feed(_filter, input, output);
    }

    /// <summary>Ends the input: gives the rest, up to ⌈N · 24000 / rate⌉ samples in all.</summary>
    /// <param name="output">At least <see cref="MaxFlush"/> samples.</param>
    /// <returns>Samples written to <paramref name="output"/>.</returns>
    public int Flush(Span<float> output)
    {
        if (_filter is null || _flushed)
        {
            _flushed = true;
            return 0;
        }

        if (output.Length < MaxFlush)
        {
            throw new ArgumentException("Shorter than MaxFlush.", nameof(output));
        }

        _flushed = true;
        var written = 0;
        Span<float> silence = stackalloc float[64];
        silence.Clear();
        for (var left = LookAheadSamples; left > 0; left -= silence.Length)
        {
            var count = Math.Min(left, silence.Length);
            written += Feed(_filter, silence[..count], output[written..]);
        }

        return written;
    }

    private static (int Up, int Down) Ratio(int inputRateHz)
    {
        int common = SampleRate.Hz, rest = inputRateHz;
        while (rest > 0)
        {
            (common, rest) = (rest, common % rest);
        }

        return (SampleRate.Hz / common, inputRateHz / common);
    }

    private int Copy(long first, ReadOnlySpan<float> input, Span<float> output)
    {
        var skip = (int)Math.Clamp(OutputPosition - first, 0, input.Length);
        input[skip..].CopyTo(output);
        OutputPosition += input.Length - skip;
        return input.Length - skip;
    }

    private int Feed(PolyphaseFilter filter, ReadOnlySpan<float> input, Span<float> output)
    {
        var written = 0;
        while (input.Length > 0)
        {
            var count = Math.Min(input.Length, _held.Length - _heldCount);
            input[..count].CopyTo(_held.AsSpan(_heldCount));
            _heldCount += count;
            input = input[count..];
            while (_before + filter.After < _heldStart + _heldCount)
            {
                output[written++] = Next(filter);
            }

            Forget();
        }

        return written;
    }

    private float Next(PolyphaseFilter filter)
    {
        ReadOnlySpan<float> window =
            _held.AsSpan((int)(WindowStart - _heldStart), filter.Taps);
        float value;
        if (filter.Interpolates)
        {
            var place = (double)_numerator / _up * filter.Phases;
            var row = (int)place;
            var low = Dot(window, filter.Row(row));
            value = low + (float)(place - row) * (Dot(window, filter.Row(row + 1)) - low);
        }
        else
        {
            value = Dot(window, filter.Row(_numerator));
        }

        OutputPosition++;
        _before += _down / _up;
        _numerator += _down % _up;
        if (_numerator >= _up)
        {
            _numerator -= _up;
            _before++;
        }

        return value;
    }

    private void Forget()
    {
        var drop = (int)Math.Clamp(WindowStart - _heldStart, 0, _heldCount);
        _held.AsSpan(drop, _heldCount - drop).CopyTo(_held);
        _heldStart += drop;
        _heldCount -= drop;
    }

    /// <summary>A dot product whose order of sums is fixed: 32 partial sums, then a tree.</summary>
    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> row)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(row);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < (nuint)row.Length; i += 32)
        {
            s0 += Vector256.LoadUnsafe(ref a, i) * Vector256.LoadUnsafe(ref b, i);
            s1 += Vector256.LoadUnsafe(ref a, i + 8) * Vector256.LoadUnsafe(ref b, i + 8);
            s2 += Vector256.LoadUnsafe(ref a, i + 16) * Vector256.LoadUnsafe(ref b, i + 16);
            s3 += Vector256.LoadUnsafe(ref a, i + 24) * Vector256.LoadUnsafe(ref b, i + 24);
        }

        var s = s0 + s1 + (s2 + s3);
        return (s[0] + s[4] + (s[2] + s[6])) + (s[1] + s[5] + (s[3] + s[7]));
    }
}
