using Antiphon.Capture;
using Antiphon.Capture.Io;
using Xunit;

namespace Antiphon.Tests.Capture;

public class PacedAudioInputTests
{
    [Fact]
    public void Hands_out_only_what_time_has_brought()
    {
        var time = new ManualTimeProvider();
        time.Advance(TimeSpan.FromHours(1));
        using var input = new PacedAudioInput(
            new MemoryAudioInput("ramp", Ramp(2_000), 1_000, 2), time);
        var room = new float[600];

        Assert.Equal(0, input.Read(room));
        Assert.False(input.Ended);
        time.Advance(TimeSpan.FromMilliseconds(10.9));
        Assert.Equal(10, input.Read(room));
        Assert.Equal(Ramp(2_000)[..20], room[..20]);
        Assert.Equal(0, input.Read(room));
        time.Advance(TimeSpan.FromMilliseconds(0.1));
        Assert.Equal(1, input.Read(room));
        Assert.Equal(11, input.FramesRead);
    }

    [Fact]
    public void A_late_reader_finds_it_all_and_the_end_is_seen()
    {
        var time = new ManualTimeProvider();
        using var input = new PacedAudioInput(
            new MemoryAudioInput("ramp", Ramp(2_000), 1_000, 2), time);
        var room = new float[1_200];
        input.Read(room);
        time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(600, input.Read(room));
        Assert.Equal(400, input.Read(room));
        Assert.True(input.Ended);
        Assert.Equal(0, input.Read(room));
        Assert.Equal(1_000, input.TotalFrames);
        Assert.Equal("ramp", input.Name);
    }

    [Fact]
    public void Does_not_drift_over_weeks()
    {
        var time = new ManualTimeProvider();
        using var inner = new EndlessInput(192_000);
        using var input = new PacedAudioInput(inner, time);
        input.Read(new float[1]);
        time.Advance(TimeSpan.FromDays(60));
        inner.FramesRead = 60L * 86_400 * 192_000 - 5;

        Assert.Equal(5, input.Read(new float[100]));
    }

    private static float[] Ramp(int samples) =>
        [.. Enumerable.Range(0, samples).Select(i => i / 4096f)];

    private sealed class EndlessInput(int rateHz) : IAudioInput
    {
        public string Name => "endless";

        public int SampleRateHz => rateHz;

        public int Channels => 1;

        public long FramesRead { get; set; }

        public long? TotalFrames => null;

        public bool Ended => false;

        public int Read(Span<float> interleaved) => interleaved.Length;

        public void Dispose()
        {
        }
    }
}
