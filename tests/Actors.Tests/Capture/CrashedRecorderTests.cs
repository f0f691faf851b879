using System.Text;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Xunit;

namespace Antiphon.Tests.Capture;

/// <summary>
/// Recorders that crashed before they wrote their sizes, or counted past what 32 bits can say: what
/// they kept is heard to the end of the file.
/// </summary>
public sealed class CrashedRecorderTests : IDisposable
{
    private static readonly byte[] Sound = SomeSound(3_000);
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[]> Unwritten { get; } = new()
    {
        { "no sizes at all", WavBytes.File(Sound, dataSize: 0, riffSize: 0) },
        { "RIFF to the header's end", WavBytes.File(Sound, dataSize: 0, riffSize: 36) },
        { "RIFF right", WavBytes.File(Sound, dataSize: 0) },
        {
            "ffmpeg into a pipe",
            WavBytes.File(Sound, dataSize: uint.MaxValue, riffSize: uint.MaxValue)
        },
        { "sox into a pipe", WavBytes.File(Sound, dataSize: 0x7FFFF000, riffSize: 0x7FFFF024) },
        { "arecord without end", WavBytes.File(Sound, dataSize: 0x80000000, riffSize: 0x80000024) },
        { "the size of the file", WavBytes.File(Sound, dataSize: (uint)Sound.Length + 44) },
        { "its size but for RIFF's own", WavBytes.File(Sound, dataSize: (uint)Sound.Length + 36) },
        { "a page of filling", Paged(Sound) },
        { "RF64", Long("RF64", Sound) },
        { "BW64", Long("BW64", Sound) },
        { "ID3 in front", [.. Id3(256), .. WavBytes.File(Sound)] },
        { "two tags in front", [.. Id3(20), .. Id3(300), .. WavBytes.File(Sound)] },
        { "an odd chunk without padding", WavBytes.File(Sound, before: Odd()) },
        { "twenty bits in three bytes", WavBytes.File(Sound, bits: 24) },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Unwritten))]
    public void Is_heard_to_the_end_of_the_file(string how, byte[] file)
    {
        using var input = new FileAudioInput(_folder.Write("take.wav", file));

        Assert.True(input.TotalFrames is 1_500 or 1_000, $"{how}: {input.TotalFrames} frames");
        var samples = new float[2_000];
        Assert.Equal(input.TotalFrames, input.Read(samples));
        Assert.NotEqual(0, samples[(int)input.TotalFrames.Value - 1]);
    }

    [Fact]
    public void Chunks_behind_no_samples_are_no_sound()
    {
        var file = WavBytes.File([], after: WavBytes.Chunk("LIST", SomeSound(90)));

        var fault = Assert.Throws<AudioInputException>(
            () => new FileAudioInput(_folder.Write("none.wav", file)));
        Assert.Contains("0 samples", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_was_counted_past_4_GiB_is_mended()
    {
        const long samples = (1L << 32) + 3_000;
        var path = _folder.Write(
            "long.wav", WavBytes.File(Sound, dataSize: 3_000, riffSize: 3_036));
        using (var sparse = new FileStream(path, FileMode.Open))
        {
            sparse.SetLength(44 + samples);
        }

        using var input = new FileAudioInput(path);
        Assert.Equal(samples / 2, input.TotalFrames);
    }

    [Fact]
    public void What_is_behind_the_samples_is_not_heard_when_the_sizes_are_right()
    {
        var file = WavBytes.File(Sound, after: WavBytes.Chunk("LIST", new byte[500]));

        using var input = new FileAudioInput(_folder.Write("tail.wav", file));
        Assert.Equal(1_500, input.TotalFrames);
    }

    [Fact]
    public void A_recording_is_known_by_its_content_and_not_by_its_name()
    {
        var path = _folder.Write("take.mp3", WavBytes.File(Sound));

        using var input = new FileAudioInput(path);
        Assert.Equal(1_500, input.TotalFrames);
    }

    [Fact]
    public void What_never_ends_is_no_recording()
    {
        var device = OperatingSystem.IsWindows() ? "NUL" : "/dev/zero";
        var fault = Assert.Throws<AudioInputException>(() => new FileAudioInput(device));
        Assert.Contains(device, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mutated_file_is_heard_or_refused_and_nothing_else()
    {
        var good = WavBytes.File(
            Sound, 0xFFFE, extension: WavBytes.Extensible(1, 16), before: Odd());
        foreach (var file in Mutants.Of(good))
        {
            var path = _folder.Write("mutant.wav", file);
            try
            {
                using var input = new FileAudioInput(path);
                var room = new float[64 * 4_096];
                for (var reads = 0; !input.Ended && reads < 100; reads++)
                {
                    input.Read(room);
                }

                Assert.True(input.Ended);
            }
            catch (AudioInputException e)
            {
                Assert.Contains("mutant.wav", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    // Never 0, and nothing that a chunk could be called.
    private static byte[] SomeSound(int bytes) =>
        [.. Enumerable.Range(0, bytes).Select(i => (byte)(1 + i * 37 % 200))];

    private static byte[] Odd() =>
        [.. Encoding.ASCII.GetBytes("LIST"), .. WavBytes.Le(3), 1, 2, 3];

    private static byte[] Id3(int bytes) =>
    [
        (byte)'I', (byte)'D', (byte)'3', 4, 0, 0,
        0, 0, (byte)(bytes >> 7), (byte)(bytes & 0x7F), .. new byte[bytes],
    ];

    // Apple's recorder lets the samples begin on a page of their own.
    private static byte[] Paged(byte[] sound) =>
        WavBytes.File(
            sound, dataSize: 0, riffSize: 4_088,
            before: WavBytes.Chunk("JUNK", new byte[4_096 - 12 - 24 - 8 - 8]));

    private static byte[] Long(string id, byte[] sound)
    {
        byte[] sizes =
        [
            .. BitConverter.GetBytes(72L + sound.Length),
            .. BitConverter.GetBytes((long)sound.Length),
            .. BitConverter.GetBytes(sound.Length / 2L), .. WavBytes.Le(0),
        ];
        var file = WavBytes.File(
            sound, before: WavBytes.Chunk("ds64", sizes), dataSize: uint.MaxValue,
            riffSize: uint.MaxValue);
        Encoding.ASCII.GetBytes(id).CopyTo(file, 0);
        return file;
    }
}
