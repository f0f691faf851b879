using Antiphon.Capture;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Capture;

public class InputRepairTests
{
    private static readonly CaptureOptions NoHighPass = new() { OffsetCutoffHz = 0.0 };

    [Fact]
    public void Poison_becomes_silence_and_is_named()
    {
        float[] input = [0.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0.25f];

        var (mono, faults) = Mend(input, 1, NoHighPass);

        Assert.Equal([0.5f, 0f, 0f, 0f, -0.25f], mono);
        Assert.Equal(
            [
                InputFaults.None, InputFaults.NotFinite, InputFaults.NotFinite,
                InputFaults.NotFinite, InputFaults.None,
            ],
            faults);
    }

    [Fact]
    public void What_passes_the_clip_level_is_cut_to_it()
    {
        var (mono, faults) = Mend([1f, 1.5f, -3e38f, 0.9f], 1, NoHighPass);
        var (lower, _) = Mend([1f, -0.6f, 0.5f], 1, NoHighPass with { ClipLevel = 0.5 });

        Assert.Equal([1f, 1f, -1f, 0.9f], mono);
        Assert.Equal(
            [InputFaults.None, InputFaults.Clipped, InputFaults.Clipped, InputFaults.None], faults);
        Assert.Equal([0.5f, -0.5f, 0.5f], lower);
    }

    [Fact]
    public void Denormals_become_zero()
    {
        var (mono, faults) = Mend([1e-40f, -1e-45f, 2e-38f, 0f], 1, NoHighPass);

        Assert.Equal([0f, 0f, 2e-38f, 0f], mono);
        Assert.Equal(InputFaults.Denormal, faults[0]);
        Assert.Equal(InputFaults.None, faults[2]);
    }

    [Fact]
    public void No_denormal_comes_out_of_a_decaying_filter()
    {
        var input = new float[400_000];
        input[0] = 1f;

        var (mono, _) = Mend(input, 1, new CaptureOptions());

        Assert.All(mono, x => Assert.True(x == 0f || float.IsNormal(x)));
    }

    [Fact]
    public void Channels_are_mixed_or_chosen()
    {
        float[] stereo = [0.5f, 0.25f, float.NaN, 0.5f];

        Assert.Equal([0.375f, 0.25f], Mend(stereo, 2, NoHighPass).Mono);
        Assert.Equal([0.5f, 0f], Mend(stereo, 2, NoHighPass with { Channel = 1 }).Mono);
        Assert.Equal([0.25f, 0.5f], Mend(stereo, 2, NoHighPass with { Channel = 2 }).Mono);
    }

    [Fact]
    public void A_fault_in_a_channel_that_is_not_heard_is_no_fault()
    {
        var (_, faults) = Mend([0.5f, float.NaN], 2, NoHighPass with { Channel = 1 });

        Assert.Equal(InputFaults.None, faults[0]);
    }

    [Fact]
    public void A_channel_the_input_does_not_have_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => new InputRepair(48_000, 2, new CaptureOptions { Channel = 3 }));

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(192_000)]
    public void An_offset_is_taken_away_and_flagged(int rateHz)
    {
        var input = Enumerable.Repeat(0.1f, rateHz * 2).ToArray();

        var (mono, faults) = Mend(input, 1, new CaptureOptions(), rateHz);

        Assert.All(mono[rateHz..], x => Assert.True(Math.Abs(x) < 1e-6));
        Assert.All(faults[rateHz..], x => Assert.Equal(InputFaults.Offset, x));
    }

    [Theory]
    [InlineData(20.0, 0.3)]
    [InlineData(41.2, 0.07)]
    [InlineData(440.0, 0.005)]
    public void Music_passes_the_high_pass_whole_and_unflagged(double hz, double mostLossDb)
    {
        var tone = Enumerable.Range(0, 48_000)
            .Select(i => (float)Math.Sin(2.0 * Math.PI * hz * i / 48_000)).ToArray();

        var (mono, faults) = Mend(tone, 1, new CaptureOptions());

        var lossDb = 20.0 * Math.Log10(tone[24_000..].Max() / mono[24_000..].Max());
        Assert.InRange(lossDb, -0.01, mostLossDb);
        Assert.All(faults, x => Assert.Equal(InputFaults.None, x));
    }

    [Fact]
    public void Does_not_depend_on_the_blocks() =>
        Gen.Select(CaptureTestSound.Poisoned(3_000), Gen.Int[1, 700].Array[1, 4]).Sample(
            (input, blocks) =>
            {
                var whole = Mend(input, 1, new CaptureOptions());
                var repair = new InputRepair(48_000, 1, new CaptureOptions());
                var mono = new float[input.Length];
                var faults = new InputFaults[input.Length];
                for (int at = 0, n = 0; at < input.Length; n++)
                {
                    var size = Math.Min(blocks[n % blocks.Length], input.Length - at);
                    repair.Process(
                        input.AsSpan(at, size), mono.AsSpan(at, size), faults.AsSpan(at, size));
                    at += size;
                }

                Assert.Equal(whole.Mono, mono);
                Assert.Equal(whole.Faults, faults);
                Assert.All(mono, x => Assert.True(float.IsFinite(x) && Math.Abs(x) <= 2f));
            }, iter: 50, threads: 1);

    private static (float[] Mono, InputFaults[] Faults) Mend(
        float[] input, int channels, CaptureOptions options, int rateHz = 48_000)
    {
        var mono = new float[input.Length / channels];
        var faults = new InputFaults[mono.Length];
        new InputRepair(rateHz, channels, options).Process(input, mono, faults);
        return (mono, faults);
    }
}
