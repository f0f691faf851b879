using Antiphon.Signal;
using CsCheck;
using Xunit;
using static Antiphon.Tests.Signal.ResamplerTestSound;

namespace Antiphon.Tests.Signal;

/// <summary>What must hold for any rate, whatever the sound.</summary>
public class PolyphaseResamplerTests
{
    public static TheoryData<int> Rates { get; } =
    [
        4_000, 8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_056, 44_100, 44_101, 48_000,
        88_200, 96_000, 191_999, 192_000,
    ];

    [Theory]
    [MemberData(nameof(Rates))]
    public void Output_does_not_depend_on_the_blocks(int rateHz)
    {
        var input = Noise(6_000, 1);
        var whole = Resample(input, rateHz, input.Length);

        Gen.Int[1, 3_000].Array[1, 5].Sample(
            blocks => Assert.Equal(whole, Resample(input, rateHz, blocks)), iter: 6, threads: 1);
        Assert.Equal(whole, Resample(input, rateHz, 1));
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Gives_as_many_samples_as_the_input_lasts(int rateHz)
    {
        foreach (var length in (int[])[0, 1, 2, 3, 7, 100, 999, 1_000, 4_411])
        {
            var expected = (int)Math.Ceiling((decimal)length * 24_000m / rateHz);

            Assert.Equal(expected, Resample(new float[length], rateHz).Length);
            Assert.Equal(expected, PolyphaseResampler.OutputLength(length, rateHz));
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void A_tone_comes_out_at_its_own_time_and_level(int rateHz)
    {
        var ours = Resample(Sine(rateHz / 2, rateHz, 997.0), rateHz);

        var exact = Sine(ours.Length, 24_000, 997.0);
        var middle = Enumerable.Range(1_000, ours.Length - 2_000);
        var error = middle.Select(i => ours[i] - exact[i]).ToArray();
        Assert.True(Db(Rms(error) / Rms(exact)) < -105.0, $"{Db(Rms(error) / Rms(exact)):0.0} dB");
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void A_pulse_stays_where_it_was(int rateHz)
    {
        // Input sample n·M sits exactly under output sample n·L; of an awkward rate that is late.
        var (up, down) = (24_000 / Gcd(rateHz, 24_000), rateHz / Gcd(rateHz, 24_000));
        var cycles = down > 5_000 ? 2 : 60;
        var (at, expected) = (cycles * down, cycles * up);
        var input = new float[at + 2_000];
        input[at] = 1f;

        var ours = Resample(input, rateHz);

        var peak = Array.IndexOf(ours, ours.Max());
        Assert.Equal(expected, peak);
        for (var i = 1; i < 20; i++)
        {
            Assert.Equal(ours[peak - i], ours[peak + i], 1e-6);
        }
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(44_101)]
    [InlineData(48_000)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    public void What_24_kHz_cannot_hold_is_taken_away(int rateHz)
    {
        foreach (var hz in (double[])[12_500.0, 14_000.0, 17_321.0, 20_000.0])
        {
            var tone = Sine(rateHz / 4, rateHz, hz);

            var ours = Resample(tone, rateHz);

            var left = Db(Rms(ours.AsSpan(500, ours.Length - 1_000)) / Rms(tone));
            Assert.True(left < -100.0, $"{hz} Hz left {left:0.0} dB");
        }
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(11_025)]
    [InlineData(22_050)]
    public void Going_up_makes_no_images(int rateHz)
    {
        // A tone's image would stand at rate − tone; only the tone itself may remain.
        var hz = 0.4 * rateHz;
        var ours = Resample(Sine(rateHz, rateHz, hz), rateHz);

        var exact = Sine(ours.Length, 24_000, hz);
        var middle = Enumerable.Range(1_000, ours.Length - 2_000);
        var error = middle.Select(i => ours[i] - exact[i]).ToArray();
        Assert.True(Db(Rms(error) / Rms(exact)) < -100.0, $"{Db(Rms(error) / Rms(exact)):0.0}");
    }

    [Fact]
    public void Is_linear() =>
        Gen.Select(Gen.ULong, Gen.Float[-2f, 2f]).Sample((seed, gain) =>
        {
            var a = Noise(3_000, seed);
            var b = Noise(3_000, ~seed);
            var mix = a.Zip(b, (x, y) => x + gain * y).ToArray();

            var expected = Resample(a, 44_100)
                .Zip(Resample(b, 44_100), (x, y) => x + gain * y).ToArray();

            var ours = Resample(mix, 44_100);
            for (var i = 0; i < ours.Length; i++)
            {
                Assert.Equal(expected[i], ours[i], 5e-6);
            }
        }, iter: 20, threads: 1);

    [Fact]
    public void A_constant_stays_that_constant()
    {
        var ours = Resample(Enumerable.Repeat(0.25f, 20_000).ToArray(), 44_100);

        Assert.All(ours[200..^200], x => Assert.Equal(0.25f, x, 1e-6));
    }

    [Fact]
    public void The_same_rate_passes_bit_for_bit()
    {
        float[] input = [0.1f, -0.3f, float.MaxValue, -0f, 1e-40f];

        Assert.Equal(input, Resample(input, 24_000, 2));
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Can_begin_anywhere_on_the_same_grid(int rateHz)
    {
        var input = Noise(40_000, 3);
        var whole = Resample(input, rateHz, input.Length);
        const int firstInput = 17_001;
        var reach = PolyphaseResampler.LookAheadFor(rateHz);
        var firstOutput = (int)PolyphaseResampler.OutputLength(firstInput + reach, rateHz);

        var late = new PolyphaseResampler(rateHz, firstInput, firstOutput);
        var room = new float[late.MaxOutput(input.Length - firstInput)];
        var count = late.Process(input.AsSpan(firstInput), room);

        Assert.True(count > 1_000);
        Assert.Equal(whole[firstOutput..(firstOutput + count)], room[..count]);
    }

    [Theory]
    [InlineData(3_999)]
    [InlineData(768_001)]
    [InlineData(0)]
    [InlineData(-44_100)]
    public void Rates_out_of_range_are_a_callers_bug(int rateHz) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolyphaseResampler(rateHz));

    [Fact]
    public void Nothing_follows_a_flush()
    {
        var resampler = new PolyphaseResampler(48_000);
        resampler.Flush(new float[resampler.MaxFlush]);

        Assert.Equal(0, resampler.Flush([]));
        Assert.Throws<InvalidOperationException>(() => resampler.Process([1f], new float[8]));
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
