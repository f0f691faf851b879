using Antiphon.Capture.Io;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Capture;

public sealed class WavFileWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Float_comes_back_bit_for_bit() =>
        Gen.Float.Array[2, 100].Sample(samples =>
        {
            var even = samples[..(samples.Length / 2 * 2)];
            WavFileWriter.WriteAll(Path, even, 48_000, 2, WavEncoding.Float32);

            var read = WavFileReader.ReadAll(Path, out var rateHz, out var channels);

            Assert.Equal(even.Select(Bits), read.Select(Bits));
            Assert.Equal((48_000, 2), (rateHz, channels));
        }, iter: 30, threads: 1);

    [Fact]
    public void Sixteen_bits_come_back_bit_for_bit_and_nothing_wraps()
    {
        var all = Enumerable.Range(-32_768, 65_536).Select(i => i / 32768f).ToArray();
        WavFileWriter.WriteAll(Path, all, 24_000, 1);
        Assert.Equal(all, WavFileReader.ReadAll(Path, out _, out _));

        WavFileWriter.WriteAll(Path, [1f, 2f, -2f, float.NaN, float.PositiveInfinity], 24_000, 1);
        var top = 32767f / 32768f;
        Assert.Equal([top, top, -1f, 0f, top], WavFileReader.ReadAll(Path, out _, out _));
    }

    [Fact]
    public void A_file_that_was_never_closed_can_be_read()
    {
        using var writer = new WavFileWriter(Path, 24_000, 1, WavEncoding.Float32);
        writer.Write(new float[100_000]);
        writer.Flush();
        writer.Write(new float[50]);
        Assert.Equal(100_050, writer.FramesWritten);

        Assert.Equal(100_000, WavFileReader.ReadAll(Path, out _, out _).Length);
    }

    [Fact]
    public void Refuses_what_it_cannot_write()
    {
        Assert.Throws<ArgumentException>(
            () => new WavFileWriter(Path, 24_000, 1, WavEncoding.Pcm24));
        using var writer = new WavFileWriter(Path, 24_000, 2);
        Assert.Throws<ArgumentException>(() => writer.Write([0f]));
        Assert.Throws<DirectoryNotFoundException>(
            () => new WavFileWriter(_folder.PathOf("no/such.wav"), 24_000, 1));
    }

    private string Path => _folder.PathOf("written.wav");

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);
}
