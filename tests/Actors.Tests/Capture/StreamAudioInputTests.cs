using System.Runtime.InteropServices;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Xunit;

namespace Antiphon.Tests.Capture;

public sealed class StreamAudioInputTests
{
    [Fact]
    public void Raw_samples_come_as_they_are_and_a_broken_last_frame_does_not()
    {
        var sound = Enumerable.Range(0, 4_001).Select(i => i / 8192f).ToArray();
        using var input = Input(new Drops(MemoryMarshal.AsBytes<float>(sound).ToArray(), 7));
        var heard = new List<float>();
        var room = new float[2 * 33];
        while (!input.Ended)
        {
            heard.AddRange(room.AsSpan(0, 2 * input.Read(room)));
        }

        Assert.Equal(sound[..4_000], heard);
        Assert.Equal(2_000, input.FramesRead);
        Assert.Equal(0, input.Read(room));
    }

    [Fact]
    public void A_pipe_that_breaks_is_told()
    {
        using var input = Input(new BrokenPipe());
        var fault = Assert.Throws<AudioInputException>(() => input.Read(new float[2]));
        Assert.Equal("stdin: failed: the pipe broke", fault.Message);
    }

    private static StreamAudioInput Input(Stream stream) => new("stdin:", stream, 44_100, 2);

    /// <summary>Gives a few bytes at a time, as a pipe may.</summary>
    private sealed class Drops(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) =>
            base.Read(buffer[..Math.Min(most, buffer.Length)]);
    }

    private sealed class BrokenPipe : MemoryStream
    {
        public override int Read(Span<byte> buffer) =>
            throw new IOException("the pipe broke");
    }
}
