using System.Text.Json;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>A disk that is full, fills up, or may not be written: the music plays.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [FactWithVolume]
    public async Task A_volume_that_fills_up_and_is_freed_costs_no_music_and_the_report_tells()
    {
        using var volume = new Volume(kilobytes: 8_192);
        var session = volume.Path("s");
        string[] errors;
        using var manager = new FakeSystemd(_files.Path("notify"));
        await using (var rig = new LiveProcess(
            State(manager), "play", "--input", "demo:", "--session", session, "--record",
            "--duration", "12"))
        {
            await Segments(manager, 3);
            volume.Fill();
            await rig.ErrorWith("the session cannot be kept: No space left on device");
            await Segments(manager, 12);
            volume.Free();
            var back = await rig.ErrorWith("the session is kept again after");
            Assert.Contains("nothing is missing", back, Ordinal);
            var (exitCode, all) = await rig.End();
            errors = [.. all];
            Assert.True(exitCode == 0, string.Join('\n', errors));
        }

        Assert.Equal(2, errors.Length);
        using var summary =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(session, "summary.json")));
        var stretch = Assert.Single(summary.RootElement.GetProperty("unkept")
            .GetProperty("stretches").EnumerateArray());
        Assert.InRange(stretch.GetProperty("fromSeconds").GetDouble(), 1, 5);
        Assert.InRange(stretch.GetProperty("untilSeconds").GetDouble(), 4, 12);
        Assert.Matches(
            @"Its files could not be written from \d+\.\d s to \d+\.\d s \(No space left on device",
            File.ReadAllText(Path.Combine(session, "report.html")));
        var events = File.ReadAllLines(Path.Combine(session, "events.jsonl"));
        Assert.Contains("\"event\":\"keepingLost\"", events[0], Ordinal);
        Assert.Contains("\"event\":\"keepingRegained\"", events[1], Ordinal);
        Assert.True(File.Exists(Path.Combine(session, "input-2.wav")));

        var replay = await CommandRun.Here(
            "replay", session, "--session", _files.Path("again"), "--from-audio");
        Assert.Contains("all as they were", replay.Done().Output, Ordinal);
        Assert.Contains("tokens from its sound as they were", replay.Output, Ordinal);
    }

    [FactWithVolume]
    public async Task On_a_full_or_protected_disk_it_plays_and_says_that_it_keeps_nothing()
    {
        var sound = _files.Wav("a.wav", seconds: 1.5);
        using var volume = new Volume(kilobytes: 64);
        volume.Fill();
        await PlaysWithoutASession(sound, volume.Path("s"));
        volume.Free();
        volume.Protect();
        await PlaysWithoutASession(sound, volume.Path("t"));
        (await CommandRun.Here(
            "play", "--input", sound, "--freewheel", "--session", volume.Path("u"),
            "--set", "session.required=true"))
            .AssertRefused(2, volume.Path("u"), "session.required", "--session");
    }

    [FactWithVolume]
    public async Task A_state_folder_that_cannot_be_written_keeps_nobody_from_playing()
    {
        using var volume = new Volume(kilobytes: 64);
        volume.Protect();
        var run = await AntiphonProcess.Run(
            new Dictionary<string, string> { ["STATE_DIRECTORY"] = volume.Path("state") },
            "play", "--input", "demo:", "--duration", "1", "--session", _files.Path("s"));
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains($"the state folder {volume.Path("state")} cannot be used", run.Errors,
            Ordinal);
        Assert.True(File.Exists(_files.Path("s/report.html")));
    }

    [FactWithVolume]
    public async Task A_full_disk_is_a_failure_and_a_protected_one_another_place_for_every_command()
    {
        var sound = _files.Wav("a.wav", seconds: 1.5);
        string[][] lines =
        [
            ["tokens", sound, "--out"], ["encode", sound, "--out"],
            ["corpus", "build", sound, "--out"], ["transcribe", sound, "--out"],
            ["models", "ear-encoder", "--out"],
        ];
        using var volume = new Volume(kilobytes: 64);
        var place = volume.Path("left.mid");
        volume.Fill();
        foreach (var line in lines)
        {
            (await CommandRun.Here([.. line, place]))
                .AssertRefused(1, $"the disk is full: {place} is not whole");
            Assert.Equal(["filling"], Directory.EnumerateFiles(volume.FullPath)
                .Select(file => Path.GetFileName(file)));
        }

        volume.Protect();
        foreach (var line in (string[][])
            [.. lines, ["play", "--input", sound, "--freewheel", "--session", _files.Path("s"),
                "--output"]])
        {
            (await CommandRun.Here([.. line, line[0] == "play" ? $"file:{place}" : place]))
                .AssertRefused(2, $"{place} cannot be written: the disk is read-only");
        }
    }

    private static async Task PlaysWithoutASession(string sound, string session)
    {
        var run = (await CommandRun.Here(
            "play", "--input", sound, "--freewheel", "--session", session)).Done();
        Assert.Contains($"no session can be kept in {session}", run.Errors, Ordinal);
        Assert.Contains("nothing was kept of it", run.Output, Ordinal);
    }

    private static async Task Segments(FakeSystemd manager, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await manager.Until("WATCHDOG");
        }
    }

    private Dictionary<string, string> State(FakeSystemd manager) => new()
    {
        ["STATE_DIRECTORY"] = _files.Path("state"),
        ["NOTIFY_SOCKET"] = manager.Address,
        ["WATCHDOG_USEC"] = "30000000",
    };
}
