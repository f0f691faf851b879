using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Midi;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>The program as a service manager sees it, in real time.</summary>
public sealed class ServiceTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly TestFiles _files = new();
    private readonly OscListener _lights = new();

    public void Dispose()
    {
        _lights.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_ready_when_it_hears_beats_as_it_goes_and_ends_well_on_SIGTERM(
        bool abstractSocket)
    {
        using var manager = new FakeSystemd(abstractSocket && OperatingSystem.IsLinux()
            ? $"@antiphon-test-{Guid.NewGuid():N}"
            : _files.Path("notify"));
        await using var rig = Play("first", manager.Address);

        Assert.Equal(["READY=1"], await manager.Until("READY"));
        Assert.Equal(["WATCHDOG=1"], await manager.Until("WATCHDOG"));
        // A machine that is busy may lose a segment, and then says so.
        Assert.Matches(
            "^STATUS=level -?[0-9]+ dBFS, [0-9]+ tokens, (well|[0-9]+ lost in the last minute), "
                + "mode [a-z]+$",
            await manager.Next());
        Assert.DoesNotContain("READY=1", await manager.Until("WATCHDOG"));

        await rig.Signal("TERM");
        Assert.Contains("STOPPING=1", await manager.Until("STOPPING"));
        var (exitCode, errors) = await rig.End();
        Assert.True(exitCode == 0, string.Join('\n', errors));
        Assert.True(File.Exists(_files.Path("first/report.html")));
        Assert.False(File.Exists(RunMarker.PathIn(_files.Path("state"))));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task A_signal_in_the_middle_of_a_note_leaves_none_hanging(string signal)
    {
        await using var rig = await PlayUntilANoteSounds("stopped");
        await rig.Signal(signal);
        var (exitCode, errors) = await rig.End();

        Assert.True(exitCode == 0, string.Join('\n', errors));
        AssertEveryNoteEnds(_files.Path("stopped/reply.mid"));
        using var summary =
            JsonDocument.Parse(File.ReadAllText(_files.Path("stopped/summary.json")));
        Assert.Equal(
            0, summary.RootElement.GetProperty("notes").GetProperty("hanging").GetInt64());
    }

    // Only the last rites write the reply when the process dies of a fault.
    [Fact]
    public async Task A_fault_that_nobody_catches_silences_the_rig_and_ends_in_one_line()
    {
        await using var rig = await PlayUntilANoteSounds(
            "failed", ("DOTNET_STARTUP_HOOKS", typeof(ServiceTests).Assembly.Location));
        await rig.Write("now");
        var (exitCode, errors) = await rig.End();

        Assert.Equal(1, exitCode);
        var line = Assert.Single(errors);
        Assert.StartsWith("antiphon: the rig failed", line, StringComparison.Ordinal);
        Assert.Contains("a screw came loose", line, StringComparison.Ordinal);
        AssertEveryNoteEnds(_files.Path("failed/reply.mid"));
        var report = File.ReadAllText(line[line.IndexOf(_files.Path("state"), Ordinal)..^1]);
        foreach (var part in new[]
        {
            "System.InvalidOperationException: a screw came loose", "   at StartupHook",
            ProgramVersion.Here.ToString(), "\"stageTimeoutMs\": ", "PlaySession: it hears",
        })
        {
            Assert.Contains(part, report, StringComparison.Ordinal);
        }

        Assert.Single(Log(), one => one.Contains("InvalidOperationException", Ordinal));
        Assert.False(File.Exists(RunMarker.PathIn(_files.Path("state"))));
    }

    [Fact]
    public async Task A_second_rig_on_the_same_state_folder_is_refused_until_the_first_is_gone()
    {
        string first;
        await using (var rig = Play("first", notifySocket: null))
        {
            first = rig.Id;
            await rig.LineWith("hears");
            var second = await AntiphonProcess.Run(
                State(), "play", "--input", "demo:", "--session", _files.Path("second"));
            second.AssertRefused(2, first, _files.Path("state"), "service.stateFolder");
            Assert.False(Directory.Exists(_files.Path("second")));
        }

        // The first was killed outright: its lock went with it, and it could not say so itself.
        var log = Assert.Single(Directory.GetFiles(_files.Path("state/logs"), $"*-{first}.log"));
        var third = await AntiphonProcess.Run(
            State(), "play", "--input", "demo:", "--duration", "1", "--session",
            _files.Path("third"));
        Assert.True(third.ExitCode == 0, third.Errors);
        Assert.Matches(
            $@"^antiphon: the last run \(process {first}, begun 20[\d-]+ [\d:]+, version .+\) "
                + $"ended without a word: .+; its log is {Regex.Escape(log)}\n"
                + $"(antiphon: {Regex.Escape(_files.Path("first"))} was cut off [^\n]+\n)?$",
            third.Errors);
        Assert.Single(Log(), line => line.Contains($"the last run (process {first}", Ordinal));
        Assert.False(File.Exists(RunMarker.PathIn(_files.Path("state"))));
    }

    [FactWithProgram("systemd-analyze", "systemd")]
    public async Task The_unit_is_what_systemd_understands()
    {
        var unit = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "config", "systemd", "antiphon.service"));
        var installed = Path.Combine(AppContext.BaseDirectory, "antiphon");
        await File.WriteAllTextAsync(
            _files.Path("antiphon.service"),
            unit.Replace("/opt/antiphon/antiphon", installed, StringComparison.Ordinal));
        using var verify = Process.Start(new ProcessStartInfo(
            "systemd-analyze", ["verify", _files.Path("antiphon.service")])
        {
            RedirectStandardError = true,
        })!;
        var complaints = await verify.StandardError.ReadToEndAsync();
        await verify.WaitForExitAsync();
        Assert.True(verify.ExitCode == 0 && complaints.Length == 0, complaints);
    }

    [Fact]
    public async Task The_unit_names_no_port_that_may_be_missing_and_comes_back_from_every_end()
    {
        var unit = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "config", "systemd", "antiphon.service"));
        Assert.Contains("Restart=always", unit);
        Assert.Contains("StartLimitIntervalSec=0", unit);
        Assert.DoesNotContain(unit, line => line.StartsWith("RestartPrevent", Ordinal));
        var given = Assert.Single(unit, line => line.StartsWith("Environment=RIG_", Ordinal));
        var output = given[(given.LastIndexOf('=') + 1)..];
        (await CommandRun.Here("panic", "--output", output)).Done();
        var run = await CommandRun.Here(
            "play", "--input", "demo:", "--duration", "1", "--output", output, "--no-wait",
            "--session", _files.Path("unit"), "--freewheel");
        Assert.StartsWith("the reply goes nowhere but into reply.mid", run.Done().Output, Ordinal);
    }

    // On a machine so busy that every note comes too late, once more.
    private async Task<LiveProcess> PlayUntilANoteSounds(
        string session, params (string Name, string Value)[] more)
    {
        while (true)
        {
            var rig = Play(session, notifySocket: null, more);
            if (await _lights.HearsANote(rig.Ended))
            {
                return rig;
            }

            var (exitCode, errors) = await rig.End();
            await rig.DisposeAsync();
            Assert.True(exitCode == 0, string.Join('\n', errors));
        }
    }

    private LiveProcess Play(
        string session, string? notifySocket, params (string Name, string Value)[] more)
    {
        var environment = State();
        if (notifySocket is not null)
        {
            environment["NOTIFY_SOCKET"] = notifySocket;
            environment["WATCHDOG_USEC"] = "30000000";
        }

        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }

        return new LiveProcess(
            environment, "play", "--input", "demo:", "--session", _files.Path(session),
            "--set", $"control.oscOutputPort={_lights.Port}", "--set", "midi.flushLateMs=2000");
    }

    private Dictionary<string, string> State() => new()
    {
        ["STATE_DIRECTORY"] = _files.Path("state"),
    };

    private IReadOnlyList<string> Log() =>
    [
        .. Directory.GetFiles(_files.Path("state/logs"), "*.log").SelectMany(File.ReadAllLines),
    ];

    private static void AssertEveryNoteEnds(string path)
    {
        var events = StandardMidiFileReader.Read(File.ReadAllBytes(path)).Tracks
            .SelectMany(track => track.Events.Select(one => one.Event)).ToList();
        var ons = events.Where(e => e.IsNoteOn).Select(e => (e.Channel, e.Data1)).ToList();
        var offs = events.Where(e => e.IsNoteOff).Select(e => (e.Channel, e.Data1)).ToList();
        Assert.NotEmpty(ons);
        Assert.Equal(ons.Order(), offs.Order());
    }
}
