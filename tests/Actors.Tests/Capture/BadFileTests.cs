using System.Text;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Xunit;

namespace Antiphon.Tests.Capture;

/// <summary>Each bad file gets one line: which file, what is wrong, what to do.</summary>
public sealed class BadFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[], string> BadFiles { get; } = new()
    {
        { "empty.wav", [], "is empty" },
        { "text.wav", Encoding.ASCII.GetBytes("this is no sound at all"), "is not a WAV file" },
        { "short.wav", Encoding.ASCII.GetBytes("RIFF"), "is not a WAV file" },
        { "zeros.wav", new byte[5_000], "is not a WAV file" },
        { "silent.wav", WavBytes.File([]), "holds no sound" },
        { "tag.wav", WavBytes.File([], after: WavBytes.Chunk("LIST", new byte[90])), "0 samples" },
        { "half.wav", WavBytes.File([1]), "holds no sound" },
        { "cut.wav", WavBytes.File(new byte[200])[..^100], "200 bytes of samples promised, 100" },
        { "header.wav", WavBytes.File([1, 2])[..30], "broken format chunk" },
        { "nodata.wav", WavBytes.File([1, 2])[..36], "cut short before its samples" },
        { "mulaw.wav", WavBytes.File(new byte[9], tag: 7, bits: 8), "format 7, 8 bits" },
        { "twelve.wav", WavBytes.File(new byte[9], bits: 12), "format 1, 12 bits" },
        { "mute.wav", WavBytes.File(new byte[8], channels: 0), "has 0 channels" },
        { "crowd.wav", WavBytes.File(new byte[260], channels: 65), "has 65 channels" },
        { "slow.wav", WavBytes.File(new byte[8], rateHz: 1_000), "rate of 1000 Hz" },
        { "fast.wav", WavBytes.File(new byte[8], rateHz: 1_000_000), "rate of 1000000 Hz" },
        { "song.flac", Encoding.ASCII.GetBytes("fLaC..........."), "ffmpeg -i IN OUT.wav" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Is_refused_with_one_clear_line(string name, byte[] content, string what)
    {
        var path = _folder.Write(name, content);

        AssertRefused(path, what);
    }

    [Fact]
    public void What_is_not_there_or_not_a_file_is_refused()
    {
        AssertRefused(_folder.PathOf("missing.wav"), "does not exist");
        AssertRefused(_folder.PathOf("no/such/folder.wav"), "does not exist");
        Directory.CreateDirectory(_folder.PathOf("folder.wav"));
        AssertRefused(_folder.PathOf("folder.wav"), "is a folder");
        Assert.Throws<AudioInputException>(() => new FileAudioInput("file:"));
        Assert.Throws<AudioInputException>(() => new FileAudioInput("bad\0name.wav"));
    }

    [Fact]
    public void Samples_before_their_format_are_refused()
    {
        byte[] file = WavBytes.Chunk(
            "RIFF", [.. Encoding.ASCII.GetBytes("WAVE"), .. WavBytes.Chunk("data", new byte[4])]);

        AssertRefused(_folder.Write("order.wav", file), "samples before their format");
    }

    [Fact]
    public void A_wav_file_cut_anywhere_never_ends_in_another_exception()
    {
        var file = WavBytes.File(
            new byte[12], 0xFFFE, extension: WavBytes.Extensible(1, 16),
            before: WavBytes.Chunk("LIST", new byte[3]));
        for (var length = 0; length < file.Length; length++)
        {
            var path = _folder.Write("cut.wav", file[..length]);
            Assert.Throws<AudioInputException>(() => new FileAudioInput(path));
        }
    }

    [Fact]
    public void A_file_is_opened_by_path_and_by_address()
    {
        var path = _folder.PathOf("a b.wav");
        WavFileWriter.WriteAll(path, new float[3], 44_100, 1);

        foreach (var address in (string[])[path, "file:" + path, new Uri(path).AbsoluteUri])
        {
            using var input = new FileAudioInput(address);
            Assert.Equal(("a b.wav", 44_100, 1), (input.Name, input.SampleRateHz, input.Channels));
            Assert.Equal(3, input.TotalFrames);
            Assert.Equal(3, input.Read(new float[8]));
            Assert.True(input.Ended);
        }
    }

    private static void AssertRefused(string path, string what)
    {
        var fault = Assert.Throws<AudioInputException>(() => new FileAudioInput("file:" + path));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Contains(": ", fault.Message, StringComparison.Ordinal);
    }
}
