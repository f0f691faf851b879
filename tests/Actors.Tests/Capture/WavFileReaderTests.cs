using Antiphon.Capture;
using Antiphon.Capture.Io;
using Xunit;

namespace Antiphon.Tests.Capture;

public sealed class WavFileReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, int, byte[], float[]> Formats { get; } = new()
    {
        { 1, 8, [0, 128, 255], [-1f, 0f, 127f / 128f] },
        { 1, 16, [0, 0x80, 0, 0, 0xFF, 0x7F], [-1f, 0f, 32767f / 32768f] },
        { 1, 24, [0, 0, 0x80, 1, 0, 0, 0, 0, 0x40], [-1f, 1f / 8388608f, 0.5f] },
        { 1, 32, [0, 0, 0, 0x80, 0, 0, 0, 0x20, 0, 0, 0, 0xC0], [-1f, 0.25f, -0.5f] },
        { 3, 32, [.. Float(0.1f), .. Float(-3f), .. Float(float.NaN)], [0.1f, -3f, float.NaN] },
        { 3, 64, [.. Double(0.1), .. Double(-2.0), .. Double(1.0)], [0.1f, -2f, 1f] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Reads_every_form_plain_and_extensible(
        int tag, int bits, byte[] data, float[] expected)
    {
        byte[] odd = WavBytes.Chunk("LIST", new byte[7]);
        var plain = WavBytes.File(data, tag, bits: bits, before: odd, after: odd);
        var extensible = WavBytes.File(
            data, 0xFFFE, bits: bits, extension: WavBytes.Extensible(tag, bits));

        Assert.Equal(expected, ReadAll(plain).Samples);
        Assert.Equal(expected, ReadAll(extensible).Samples);
    }

    [Theory]
    [InlineData(1, 8_000)]
    [InlineData(2, 44_100)]
    [InlineData(6, 192_000)]
    [InlineData(64, 11_025)]
    public void Reads_any_channels_and_rate(int channels, int rateHz)
    {
        var data = new byte[channels * 2 * 3];
        data[(channels - 1) * 2 + 1] = 0x40;

        var read = ReadAll(WavBytes.File(data, channels: channels, rateHz: rateHz));

        Assert.Equal((rateHz, channels), (read.RateHz, read.Channels));
        Assert.Equal(3 * channels, read.Samples.Length);
        Assert.Equal(0.5f, read.Samples[channels - 1]);
    }

    [Fact]
    public void One_sample_is_a_recording()
    {
        using var reader = new WavFileReader(
            _folder.Write("one.wav", WavBytes.File([0, 0x40])));

        Assert.Equal(1, reader.Frames);
        Assert.Equal(1, reader.Read(new float[10]));
        Assert.Equal(0, reader.Read(new float[10]));
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(0u, 0xFFFFFFFFu)]
    [InlineData(0xFFFFFFFFu, 0xFFFFFFFFu)]
    [InlineData(0x7FFFF000u, 0x7FFFF024u)]
    public void A_stream_without_a_length_reaches_to_the_end(uint dataSize, uint riffSize)
    {
        var file = WavBytes.File(new byte[21], dataSize: dataSize, riffSize: riffSize)[..^1];

        Assert.Equal(10, ReadAll(file).Samples.Length);
    }

    [Fact]
    public void Reads_block_by_block_what_it_reads_at_once()
    {
        var samples = CaptureTestSound.Music(50_000, 2);
        var path = _folder.PathOf("music.wav");
        WavFileWriter.WriteAll(path, samples, 48_000, 2, WavEncoding.Float32);

        using var reader = new WavFileReader(path);
        var read = new List<float>();
        var room = new float[2_345];
        for (var frames = reader.Read(room); frames > 0; frames = reader.Read(room))
        {
            read.AddRange(room[..(2 * frames)]);
            Assert.Equal(read.Count / 2, reader.FramesRead);
        }

        Assert.Equal(samples, read);
        Assert.Equal(samples, WavFileReader.ReadAll(path, out _, out _));
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_says_so()
    {
        var path = _folder.PathOf("shrinks.wav");
        WavFileWriter.WriteAll(path, new float[200_000], 48_000, 1);
        using var reader = new WavFileReader(path);
        reader.Read(new float[48_000]);
        using (var file = new FileStream(
            path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(110_000);
        }

        var fault = Assert.Throws<AudioInputException>(() => reader.Read(new float[96_000]));

        Assert.Contains(" s of 4.2 s were readable", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Float(float value) => BitConverter.GetBytes(value);

    private static byte[] Double(double value) => BitConverter.GetBytes(value);

    private (float[] Samples, int RateHz, int Channels) ReadAll(byte[] file)
    {
        var samples = WavFileReader.ReadAll(
            _folder.Write("test.wav", file), out var rateHz, out var channels);
        return (samples, rateHz, channels);
    }
}
