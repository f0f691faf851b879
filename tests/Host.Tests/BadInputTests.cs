using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// Everything that a person can get wrong ends in one clear line and the right exit code.
/// </summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_missing_recording_is_refused() =>
        (await AntiphonProcess.Run(
            "tokens", _files.Path("nowhere.wav"), "--out", _files.Path("tokens.jsonl")))
            .AssertRefused(3, "nowhere.wav");

    [Fact]
    public async Task An_empty_file_is_refused() =>
        (await Tokens(_files.Bytes("empty.wav", []))).AssertRefused(3, "empty.wav");

    [Fact]
    public async Task What_is_no_sound_is_refused() =>
        (await Tokens(_files.Bytes("text.wav", "This is no sound at all, only text."u8.ToArray())))
            .AssertRefused(3, "text.wav");

    [Fact]
    public async Task A_truncated_recording_is_refused()
    {
        var whole = File.ReadAllBytes(_files.Wav("whole.wav", seconds: 2));
        (await Tokens(
            _files.Bytes("half.wav", whole[..(whole.Length / 2)]))).AssertRefused(3, "half.wav");
    }

    [Fact]
    public async Task A_recording_without_samples_is_refused() =>
        (await Tokens(_files.Wav("nothing.wav", []))).AssertRefused(3, "nothing.wav");

    [Fact]
    public async Task One_sample_is_heard_and_has_no_tokens()
    {
        var run = await Tokens(_files.Wav("one.wav", [0.5f]));
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(File.ReadAllText(_files.Path("tokens.jsonl")));
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(192_000)]
    public async Task Unusual_rates_are_heard(int sampleRateHz)
    {
        var run = await Tokens(_files.Wav("rate.wav", seconds: 1.5, sampleRateHz));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4 * 26, File.ReadAllLines(_files.Path("tokens.jsonl")).Length);
    }

    [Fact]
    public async Task Samples_that_are_no_numbers_are_repaired()
    {
        var poisoned = new float[44_100];
        for (var i = 0; i < poisoned.Length; i++)
        {
            poisoned[i] = i % 1_000 == 0 ? float.NaN : i % 777 == 0 ? float.PositiveInfinity : 0.1f;
        }

        var run = await Tokens(_files.Wav("poison.wav", poisoned));
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(
            "NaN", File.ReadAllText(_files.Path("tokens.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_little_sound_to_learn_from_is_refused() =>
        (await CommandRun.Here(
            "train", _files.Wav("short.wav", seconds: 3), "--out", _files.Path("v.st")))
            .AssertRefused(3, "too little sound");

    [Fact]
    public async Task A_vocabulary_of_another_contract_names_what_differs() =>
        (await CommandRun.Here(
            "tokens", _files.Wav("a.wav", seconds: 1), "--out", _files.Path("t"),
            "--set", "hpss.contextMs=900"))
            .AssertRefused(3, "contextSamples", "antiphon train");

    [Fact]
    public async Task A_file_that_is_no_vocabulary_is_refused() =>
        (await CommandRun.Here(
            "tokens", _files.Wav("a.wav", seconds: 1), "--out", _files.Path("t"),
            "--vocabulary", _files.Bytes("v.st", [1, 2, 3])))
            .AssertRefused(3, "v.st", "antiphon train");

    [Theory]
    [InlineData("tokens", "--out")]
    [InlineData("play", "--freewheel", "--session")]
    public async Task A_vocabulary_whose_probe_is_not_heard_alike_is_refused(
        string command, params string[] options)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "models", "generated.safetensors");
        var vocabulary = Perception.Io.VocabularyFile.Load(shipped);
        var audio = vocabulary.Probe!.Audio.ToArray();
        Array.Reverse(audio);
        var path = _files.Path("other.safetensors");
        Perception.Io.VocabularyFile.Save(
            path, vocabulary with { Probe = vocabulary.Probe with { Audio = audio } });
        var audioFile = _files.Wav("a.wav", seconds: 1);
        string[] input = command == "play" ? ["--input", audioFile] : [audioFile];
        (await CommandRun.Here(
            [command, .. input, "--vocabulary", path, .. options, _files.Path("t")]))
            .AssertRefused(3, "hears wrongly");
    }

    [Fact]
    public async Task An_unknown_setting_is_refused_and_the_nearest_named() =>
        (await AntiphonProcess.Run(
            new Dictionary<string, string> { ["ANTIPHON_AGENT__SEDE"] = "3" },
            "tokens", _files.Wav("a.wav", seconds: 1), "--out", _files.Path("t")))
            .AssertRefused(2, "ANTIPHON_AGENT__SEDE", "did you mean ANTIPHON_AGENT__SEED?");

    [Fact]
    public async Task A_value_out_of_range_is_refused() =>
        (await Tokens(_files.Wav("a.wav", 1), "--set", "capture.mouthSegments=99"))
            .AssertRefused(2, "capture", "MouthSegments");

    [Fact]
    public async Task An_unknown_profile_is_refused_with_those_there_are() =>
        (await Tokens(_files.Wav("a.wav", 1), "--profile", "garage"))
            .AssertRefused(2, "garage", "installation", "rehearsal", "stage");

    [Fact]
    public async Task Features_that_cannot_be_written_are_told_and_no_crash() =>
        (await CommandRun.Here(
            "encode", _files.Wav("a.wav", seconds: 1), "--out",
            Path.Combine(_files.Bytes("file", [1]), "features")))
                .AssertRefused(2, "is a file, where a folder is wanted", "name another");

    [Fact]
    public async Task A_setlist_that_is_damaged_is_wrong_usage() =>
        (await CommandRun.Here(
            "play", "--setlist", _files.Bytes("set.json", "{\n{"u8.ToArray()), "--dry-run"))
            .AssertRefused(2, "set.json");

    [Fact]
    public async Task An_unknown_model_is_refused() =>
        (await CommandRun.Here(
            "models", "probe", "spectra")).AssertRefused(3, "spectra", "spectral");

    [Fact]
    public async Task An_unknown_flag_is_refused() =>
        (await CommandRun.Here("demo", "--loud")).AssertRefused(2, "--loud");

    [Fact]
    public async Task A_session_folder_that_cannot_be_written_is_refused() =>
        (await CommandRun.Here(
            "demo", "--freewheel", "--session", Path.Combine(_files.Bytes("file", [1]), "session")))
            .AssertRefused(2, "session folder");

    [Fact]
    public async Task A_live_input_is_refused_where_recordings_are_worked_on() =>
        (await Tokens("portaudio:")).AssertRefused(2, "portaudio:", "file:PATH");

    [Fact]
    public async Task A_sound_card_is_refused_off_line() =>
        (await Play("portaudio:", "--freewheel")).AssertRefused(2, "--freewheel");

    // Native libraries have their own ways to standard error; only a process shows them.
    [Fact]
    public async Task A_sound_card_that_is_not_there_is_refused() =>
        (await AntiphonProcess.Run(
            "play", "--input", "portaudio:no such card", "--no-wait",
            "--session", _files.Path("session")))
            .AssertRefused(3, "PortAudio");

    [Fact]
    public async Task A_rate_that_no_sound_has_is_refused() =>
        (await Play("stdin:", "--rate", "12")).AssertRefused(2, "--rate");

    [Fact]
    public async Task A_midi_address_that_is_not_known_is_refused() =>
        (await CommandRun.Here(
            "panic", "--output", "carrier-pigeon:")).AssertRefused(2, "carrier-pigeon");

    private Task<CommandRun> Play(string input, params string[] more) =>
        CommandRun.Here(
            ["play", "--input", input, "--session", _files.Path("session"), .. more]);

    private Task<CommandRun> Tokens(string audio, params string[] more) =>
        CommandRun.Here(["tokens", audio, "--out", _files.Path("tokens.jsonl"), .. more]);
}
