using Antiphon.Signal;

namespace Antiphon.Tests.Signal;

/// <summary>Sounds made by formula, and ways to run and measure a resampler on them.</summary>
internal static class ResamplerTestSound
{
    /// <summary>One second of a linear sweep from 50 Hz, with 20 ms fades, peak 0.5.</summary>
    public static float[] Chirp(int rateHz, double toHz)
    {
        var fade = rateHz / 50;
        var chirp = new float[rateHz];
        for (var i = 0; i < rateHz; i++)
        {
            var t = (double)i / rateHz;
            var edge = Math.Min(1.0, Math.Min(i, rateHz - 1 - i) / (double)fade);
            var phase = 2.0 * Math.PI * (50.0 * t + (toHz - 50.0) / 2.0 * t * t);
            chirp[i] = (float)(0.5 * Math.Cos(phase) * (0.5 - 0.5 * Math.Cos(Math.PI * edge)));
        }

        return chirp;
    }

    public static float[] Noise(int samples, ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, samples).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    public static float[] Sine(int samples, int rateHz, double hz) =>
    [
        .. Enumerable.Range(0, samples)
            .Select(i => (float)(0.5 * Math.Sin(2.0 * Math.PI * hz * i / rateHz))),
    ];

    /// <summary>Resamples a whole input in blocks of the sizes given, over and over.</summary>
    public static float[] Resample(ReadOnlySpan<float> input, int rateHz, params int[] blocks)
    {
        var resampler = new PolyphaseResampler(rateHz);
        var output = new List<float>();
        for (int start = 0, n = 0; start < input.Length; n++)
        {
            var size = blocks.Length == 0 ? 1000 : blocks[n % blocks.Length];
            var block = input.Slice(start, Math.Min(size, input.Length - start));
            var room = new float[resampler.MaxOutput(block.Length)];
            output.AddRange(room[..resampler.Process(block, room)]);
            start += block.Length;
        }

        var tail = new float[resampler.MaxFlush];
        output.AddRange(tail[..resampler.Flush(tail)]);
        return [.. output];
    }

    /// <summary>Energy of one second at 24 kHz below a whole frequency, by Parseval.</summary>
    public static double EnergyBelow(double[] second, int hz)
    {
        var energy = second.Sum(x => x * x);
        for (var bin = hz; bin <= second.Length / 2; bin++)
        {
            var (sin, cos) = Math.SinCos(-2.0 * Math.PI * bin / second.Length);
            double re = 0.0, im = 0.0, wr = 1.0, wi = 0.0;
            foreach (var x in second)
            {
                re += x * wr;
                im += x * wi;
                (wr, wi) = (wr * cos - wi * sin, wr * sin + wi * cos);
            }

            var sides = 2 * bin == second.Length ? 1.0 : 2.0;
            energy -= sides * (re * re + im * im) / second.Length;
        }

        return energy;
    }

    public static double Rms(ReadOnlySpan<float> x)
    {
        var sum = 0.0;
        foreach (var value in x)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum / Math.Max(1, x.Length));
    }

    public static double Db(double ratio) => 20.0 * Math.Log10(Math.Max(ratio, 1e-30));
}
