using System.Runtime.InteropServices;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Xunit;

namespace Antiphon.Tests.Capture;

public sealed class PipeDeviceTests
{
    private const int RateHz = 8_000;

    /// <summary>A fifth of a second, which the pace lets through at once.</summary>
    [Fact]
    public async Task What_comes_through_a_pipe_is_heard_to_its_end()
    {
        var sound = Enumerable.Range(0, RateHz / 5).Select(i => i / 8_192f).ToArray();
        var pipe = new PipeDevice(
            "stdin:", new MemoryStream(MemoryMarshal.AsBytes<float>(sound).ToArray()), RateHz, 1,
            TimeProvider.System);
        using var input =
            new DeviceAudioInput(pipe, pipe, new CaptureOptions(), TimeProvider.System);
        var heard = new List<float>();
        var room = new float[100];
        while (!input.Ended)
        {
            heard.AddRange(room.AsSpan(0, input.Read(room)));
            await Task.Yield();
        }

        Assert.Equal(sound, heard);
        Assert.Equal(0, input.Figures.LostFrames);
    }

    [Fact]
    public async Task A_pause_of_the_pipe_is_a_loss_from_which_it_returns_by_itself()
    {
        var time = new ManualTimeProvider();
        using var end = new SemaphoreSlim(0);
        using var pipe = new PipeDevice("stdin:", new Tap(end), RateHz, 1, time);
        using var input = new DeviceAudioInput(pipe, pipe, new CaptureOptions(), time);
        var changes = new List<InputChanged>();
        input.Changed = changes.Add;
        var room = new float[100];
        async Task Await(long callbacks)
        {
            end.Release();
            while (pipe.Ring.Callbacks < callbacks)
            {
                await Task.Yield();
            }

            Assert.Equal(80, input.Read(room));
        }

        await Await(callbacks: 1);
        for (var beat = 0; beat < 1_000; beat++)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            Assert.Equal(0, input.Read(room));
        }

        Assert.IsType<InputLost>(changes[0]);
        Assert.All(changes.Skip(1), change => Assert.IsType<InputStillLost>(change));
        await Await(callbacks: 2);
        Assert.IsType<InputRegained>(changes[^1]);
        Assert.Equal(10 * RateHz + 80, input.FramesRead, tolerance: 80.0);
    }

    [Fact]
    public void A_pipe_that_brings_a_file_is_kept_to_real_time()
    {
        var time = new ManualTimeProvider();
        var pace = new PipePace(RateHz, time);
        for (var frames = 0; frames < 60 * RateHz; frames += 80)
        {
            time.Advance(pace.WaitFor(80));
        }

        Assert.InRange(time.GetTimestamp() / 1e7, 59.5, 60);
    }

    [Fact]
    public void A_pipe_that_comes_in_time_is_never_held_up()
    {
        var time = new ManualTimeProvider();
        var pace = new PipePace(RateHz, time);
        for (var block = 0; block < 10_000; block++)
        {
            time.Advance(TimeSpan.FromMilliseconds(9.995));
            Assert.Equal(TimeSpan.Zero, pace.WaitFor(80));
        }
    }

    /// <summary>Gives 10 ms of sound each time it is let.</summary>
    private sealed class Tap(SemaphoreSlim turns) : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            turns.Wait();
            buffer.Clear();
            return buffer.Length;
        }
    }
}
