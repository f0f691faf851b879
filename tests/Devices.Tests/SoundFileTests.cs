using System.Runtime.InteropServices;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Host;
using Xunit;

namespace Antiphon.Devices.Tests;

/// <summary>Recordings that are no WAV files, written and read by the real libsndfile.</summary>
public sealed partial class SoundFileTests : IDisposable
{
    private const string Library = "libsndfile.so.1";
    private const int RateHz = 44_100;
    private const int Flac = 0x170002;
    private const int OggVorbis = 0x200060;
    private const int Mp3 = 0x230082;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [DeviceFact(Library)]
    public void Flac_is_read_bit_for_bit()
    {
        var sound = Sound();
        var read = ReadAll(Write("a.flac", Flac, sound));
        Assert.Equal(sound, read);
    }

    [DeviceFact(Library)]
    public void Ogg_is_read_as_it_sounds() => AssertAlike(Write("a.ogg", OggVorbis, Sound()));

    [DeviceFact(Library)]
    public void Mp3_is_read_as_it_sounds() => AssertAlike(Write("a.mp3", Mp3, Sound()));

    [DeviceFact(Library)]
    public void What_libsndfile_does_not_know_is_refused_in_one_line()
    {
        var path = Path.Combine(_folder.FullName, "text.flac");
        File.WriteAllText(path, "This is no sound at all, only text.");
        var fault = Assert.Throws<AudioInputException>(() => new FileAudioInput(path));
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [DeviceFact(Library)]
    public void A_flac_that_was_cut_or_has_one_wrong_bit_is_told_again_and_again()
    {
        var whole = File.ReadAllBytes(Write("a.flac", Flac, Sound()));
        var flipped = whole.ToArray();
        flipped[whole.Length * 2 / 3] ^= 0x10;
        foreach (var damaged in new[] { whole[..(whole.Length / 2)], flipped })
        {
            var path = Path.Combine(_folder.FullName, "damaged.flac");
            File.WriteAllBytes(path, damaged);
            using var input = new FileAudioInput(path);
            var fault = Assert.Throws<AudioInputException>(() => ReadToTheEnd(input));
            Assert.Contains("s of 1.0 s were readable", fault.Message, StringComparison.Ordinal);
            Assert.Equal(
                fault.Message,
                Assert.Throws<AudioInputException>(() => ReadToTheEnd(input)).Message);
            Assert.False(input.Ended);
        }
    }

    [DeviceTheory(Library)]
    [InlineData("a.aiff", 0x020002)]
    [InlineData("a.w64", 0x0B0002)]
    [InlineData("a.au", 0x030002)]
    [InlineData("a.caf", 0x180002)]
    [InlineData("a.mp3", Mp3)]
    [InlineData("a.ogg", OggVorbis)]
    public void A_cut_of_any_kind_is_told_and_a_whole_one_is_read(string name, int format)
    {
        var path = Write(name, format, [.. Repeat(Sound(), 3)]);
        using (var whole = new FileAudioInput(path))
        {
            ReadToTheEnd(whole);
        }

        var bytes = File.ReadAllBytes(path);
        foreach (var share in (double[])[0.5, 0.8])
        {
            File.WriteAllBytes(path, bytes[..(int)(share * bytes.Length)]);
            var fault = Assert.Throws<AudioInputException>(() =>
            {
                using var cut = new FileAudioInput(path);
                ReadToTheEnd(cut);
            });
            Assert.DoesNotContain('\n', fault.Message);
        }
    }

    [DeviceFact(Library)]
    public void An_ogg_with_one_wrong_bit_a_lost_page_or_another_behind_it_is_told()
    {
        var path = Write("a.ogg", OggVorbis, [.. Repeat(Sound(), 3)]);
        var whole = File.ReadAllBytes(path);
        var flipped = whole.ToArray();
        flipped[whole.Length * 2 / 3] ^= 0x10;
        var pages = Enumerable.Range(0, whole.Length - 4)
            .Where(i => whole.AsSpan(i, 4).SequenceEqual("OggS"u8)).ToList();
        foreach (var (damaged, why) in new[]
        {
            (flipped, "a page is damaged"),
            ([.. whole[..pages[^2]], .. whole[pages[^1]..]], "a page is missing"),
            (whole[..pages[^1]], "it has no end"),
            ([.. whole, .. whole], "another recording stands behind its end"),
        })
        {
            File.WriteAllBytes(path, damaged);
            var fault =
                Assert.Throws<AudioInputException>(() => new FileAudioInput(path).Dispose());
            Assert.Contains(why, fault.Message, StringComparison.Ordinal);
            Assert.Contains(" s ", fault.Message, StringComparison.Ordinal);
        }
    }

    [DeviceTheory(Library)]
    [InlineData("tokens", "--out", "left.jsonl")]
    [InlineData("encode", "--out", "left.safetensors")]
    [InlineData("separate", "--out", "left")]
    [InlineData("train", "--out", "left.safetensors")]
    [InlineData("play", "--session", "played")]
    public async Task A_command_that_reads_a_damaged_flac_is_refused_and_leaves_nothing_finished(
        string command, string option, string output)
    {
        var bytes = File.ReadAllBytes(Write("long.flac", Flac, [.. Repeat(Sound(), 8)]));
        bytes[bytes.Length * 2 / 3] ^= 0x10;
        var damaged = Path.Combine(_folder.FullName, "damaged.flac");
        File.WriteAllBytes(damaged, bytes);
        var left = Path.Combine(_folder.FullName, output);
        string[] input = command == "play"
            ? ["--input", "file:" + damaged, "--freewheel"]
            : [damaged];
        using var said = new StringWriter();
        using var errors = new StringWriter();
        var code = await Task.Run(() => CommandLine.Run(
            [command, .. input, option, left], TextWriter.Synchronized(said),
            TextWriter.Synchronized(errors)));

        Assert.True(code == 3, $"exit {code}: {errors}");
        Assert.Contains("s of 8.0 s were readable", errors.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(left));
        Assert.Equal(
            command == "play", Directory.Exists(left) && Directory.GetFiles(left).Length > 0);
    }

    [DeviceFact(Library)]
    public void A_flac_is_known_by_its_content()
    {
        var path = Path.Combine(_folder.FullName, "named.wav");
        File.Move(Write("a.flac", Flac, Sound()), path);
        Assert.Equal(Sound(), ReadAll(path));
    }

    private static IEnumerable<float> Repeat(float[] sound, int times) =>
        Enumerable.Range(0, times).SelectMany(_ => sound);

    private static void ReadToTheEnd(FileAudioInput input)
    {
        for (var room = new float[999 * 2]; !input.Ended;)
        {
            input.Read(room);
        }
    }

    // Coders shift sound in time: its level is what stays.
    private static void AssertAlike(string path)
    {
        var read = ReadAll(path);
        Assert.InRange(read.Length, Sound().Length * 0.95, Sound().Length * 1.1);
        Assert.Equal(Rms(Sound()), Rms(read), tolerance: 0.02);
    }

    private static double Rms(float[] sound) =>
        Math.Sqrt(sound.Average(sample => (double)sample * sample));

    private static float[] Sound()
    {
        var sound = new float[2 * RateHz];
        for (var i = 0; i < sound.Length; i++)
        {
            var tone = 0.4 * Math.Sin(i / 2 * (i % 2 == 0 ? 0.05 : 0.08));
            sound[i] = MathF.Round((float)tone * 32768f) / 32768f;
        }

        return sound;
    }

    private static float[] ReadAll(string path)
    {
        using var input = new FileAudioInput("file:" + path);
        Assert.Equal((RateHz, 2), (input.SampleRateHz, input.Channels));
        var read = new List<float>();
        var room = new float[999 * 2];
        while (!input.Ended)
        {
            read.AddRange(room.AsSpan(0, 2 * input.Read(room)));
        }

        return [.. read];
    }

    private unsafe string Write(string name, int format, float[] sound)
    {
        var path = Path.Combine(_folder.FullName, name);
        var info = new Info { Rate = RateHz, Channels = 2, Format = format };
        var file = Open(path, 0x20, &info);
        Assert.NotEqual(0, file);
        fixed (float* samples = sound)
        {
            Assert.Equal(sound.Length / 2, Write(file, samples, sound.Length / 2));
        }

        Assert.Equal(0, Close(file));
        return path;
    }

    [LibraryImport(
        Library, EntryPoint = "sf_open", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint Open(string path, int mode, Info* info);

    [LibraryImport(Library, EntryPoint = "sf_writef_float")]
    private static unsafe partial long Write(nint file, float* samples, long frames);

    [LibraryImport(Library, EntryPoint = "sf_close")]
    private static partial int Close(nint file);

    [StructLayout(LayoutKind.Sequential)]
    private struct Info
    {
        public long Frames;
        public int Rate;
        public int Channels;
        public int Format;
        public int Sections;
        public int Seekable;
    }
}
