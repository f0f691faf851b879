using System.Text.Json;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Host.Composition;
using Xunit;

namespace Antiphon.Host.Tests;

public sealed class LearnTests : IDisposable
{
    // Little sound, but enough of it: how much the program asks for by itself, TrainedOnce holds.
    private static readonly string[] LittleIsEnough = ["--set", "training.leastFramesPerToken=5"];

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Learning_keeps_the_sound_check_and_learns_from_it_what_training_would()
    {
        var audio = _files.Wav("check.wav", seconds: 14);
        var learned = await CommandRun.Here([
            "learn", "--input", $"file:{audio}", "--seconds", "10", "--out",
            _files.Path("mine.safetensors"), .. LittleIsEnough]);
        Assert.True(learned.ExitCode == 0, learned.Errors);
        Assert.Contains("level is good", learned.Output, StringComparison.Ordinal);
        Assert.Contains("10 s  ####", learned.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"antiphon play --input file:{audio} --output jack: --vocabulary "
                + $"{_files.Path("mine.safetensors")} --corpus {_files.Path("mine.corpus")}",
            learned.Output, StringComparison.Ordinal);

        using (var kept = new WavFileReader(_files.Path("mine.wav")))
        {
            Assert.Equal(10 * 44_100, kept.Frames);
        }

        var trained = await CommandRun.Here([
            "train", _files.Path("mine.wav"), "--out", _files.Path("trained.safetensors"),
            .. LittleIsEnough]);
        Assert.Equal(0, trained.ExitCode);
        Assert.Equal(
            File.ReadAllBytes(_files.Path("trained.safetensors")),
            File.ReadAllBytes(_files.Path("mine.safetensors")));
        var built = await CommandRun.Here(
            "corpus", "build", _files.Path("mine.wav"), "--vocabulary",
            _files.Path("mine.safetensors"), "--out", _files.Path("built.corpus"));
        Assert.Equal(0, built.ExitCode);
        Assert.Equal(
            File.ReadAllBytes(_files.Path("built.corpus")),
            File.ReadAllBytes(_files.Path("mine.corpus")));
    }

    [Fact]
    public async Task A_recording_that_is_not_heard_to_its_end_leaves_what_stood_there()
    {
        var path = _files.Text("mine.wav", "an older one");
        var input = new Stumbling(new MemoryAudioInput("line", new float[48_000], 48_000));
        await Assert.ThrowsAsync<AudioInputException>(() => SoundCheckRun.Hear(
            input, channel: 0, path, seconds: 1, (_, _) => { }, CancellationToken.None));
        Assert.Equal("an older one", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task A_recording_stands_in_its_place_only_when_it_is_whole()
    {
        var path = _files.Path("mine.wav");
        var growing = new List<bool>();
        await SoundCheckRun.Hear(
            new MemoryAudioInput("line", new float[120_000], 48_000), channel: 0, path,
            seconds: 60, (_, _) => growing.Add(File.Exists(path)), CancellationToken.None);
        Assert.Equal([false, false], growing);
        Assert.Equal(120_000, WavFileReader.ReadAll(path, out _, out _).Length);
    }

    [Theory]
    [InlineData("mine.wav")]
    [InlineData("mine.corpus")]
    public async Task A_vocabulary_is_not_to_have_the_name_of_what_lies_beside_it(string name)
    {
        var run = await CommandRun.Here(
            "learn", "--input", $"file:{_files.Wav("check.wav", seconds: 3)}", "--out",
            _files.Path(name));
        run.AssertRefused(2, "--out", name, ".safetensors");
        Assert.False(File.Exists(_files.Path(name)));
    }

    [Fact]
    public async Task A_sound_check_too_short_is_judged_and_refused()
    {
        var run = await CommandRun.Here(
            "learn", "--input", $"file:{_files.Wav("short.wav", seconds: 3)}", "--out",
            _files.Path("mine.safetensors"));
        run.AssertRefused(3, "too little sound");
        Assert.Contains("dBFS", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channels_that_take_each_other_away_are_what_it_is_refused_for()
    {
        var sound = WavFileReader.ReadAll(_files.Wav("one.wav", seconds: 3), out var rateHz, out _);
        WavFileWriter.WriteAll(
            _files.Path("inverted.wav"), [.. sound.SelectMany(one => (float[])[one, -one])],
            rateHz, channels: 2);
        var run = await CommandRun.Here(
            "learn", "--input", $"file:{_files.Path("inverted.wav")}", "--out",
            _files.Path("mine.safetensors"));
        run.AssertRefused(3, "take each other away", "--set capture.channel=1");
        Assert.DoesNotContain("nobody played", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_gets_one_document()
    {
        var run = await CommandRun.Here([
            "learn", "--input", $"file:{_files.Wav("check.wav", seconds: 10)}", "--json", "--out",
            _files.Path("mine.safetensors"), .. LittleIsEnough]);
        Assert.True(run.ExitCode == 0, run.Errors);
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(
            "mine.wav",
            document.RootElement.GetProperty("corpus").GetProperty("recordings")[0]
                .GetProperty("name").GetString());
        var check = document.RootElement.GetProperty("soundCheck");
        Assert.InRange(check.GetProperty("loudDb").GetDouble(), -30, 0);
    }

    private sealed class Stumbling(IAudioInput inner) : AudioInputAround(inner)
    {
        public override int Read(Span<float> interleaved) => Inner.FramesRead < 10_000
            ? Inner.Read(interleaved)
            : throw new AudioInputException("it was cut");
    }
}
