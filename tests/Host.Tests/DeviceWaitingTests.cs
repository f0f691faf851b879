using Antiphon.Capture;
using Antiphon.Host.Composition;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Midi;
using Antiphon.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>A device that is not there when a run begins.</summary>
public sealed class DeviceWaitingTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly TestFiles _files = new();
    private readonly ManualTimeProvider _time = new();
    private readonly StringWriter _errors = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeSystemd _manager;
    private readonly NotifySocket _socket;
    private readonly ServiceWatch _service;
    private Exception? _absent = new MidiException(
        MidiFault.Output,
        "jack:Synth cannot be opened: no port is called 'Synth' (there are 'A').");

    private int _searches;

    public DeviceWaitingTests()
    {
        _manager = new FakeSystemd(_files.Path("notify"));
        _socket = new NotifySocket(_manager.Address);
        _service = new ServiceWatch(_socket, _time);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _errors.Dispose();
        _socket.Dispose();
        _manager.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task It_is_ready_and_says_what_it_waits_for_and_each_search_beats()
    {
        var opening = Open();
        Assert.Equal(
            ["READY=1", "WATCHDOG=1", "STATUS=waiting for jack:Synth since 00:00:00"],
            await Said());
        await Pass(10, opening);
        Assert.Equal(6, _searches); // after 0.5, 1, 2, 3 and 3 s again
        Assert.Equal(5, (await Said()).Count(one => one == "WATCHDOG=1"));

        _absent = null;
        await Pass(3, opening);
        Assert.Equal("jack:Synth", await opening);
        Assert.Contains("STATUS=00:00:12 jack:Synth is there after 12.5 s", await Said());
    }

    [Fact]
    public async Task What_was_found_instead_is_told_once_and_again_when_it_changes()
    {
        var opening = Open();
        await Pass(60, opening);
        Assert.Equal(1, Lines("no port is called 'Synth' (there are 'A')"));
        _absent = new AudioInputException("there are 'A' and 'B'") { MayPass = true };
        await Pass(60, opening);
        Assert.Equal(1, Lines("there are 'A' and 'B'"));
        _absent = null;
        await Pass(3, opening);
        await opening;
        Assert.Equal(3, Lines("antiphon: "));
        Assert.Equal(1, Lines("antiphon: 00:02:00 jack:Synth is there"));
    }

    [Fact]
    public async Task Told_not_to_wait_it_refuses()
    {
        await Assert.ThrowsAsync<MidiException>(() => Open(waits: false));
        Assert.Equal(1, _searches);
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public async Task What_waiting_cannot_mend_is_refused_at_once()
    {
        foreach (var fault in new Exception[]
        {
            new MidiException(MidiFault.Lasting, "libjack.so.0 is not installed; install jackd2"),
            new MidiException(MidiFault.Address, "no such scheme"),
            new AudioInputException("has 2 channels; channel 3 was asked for"),
            CommandException.BadUsage("no"),
        })
        {
            (_absent, _searches) = (fault, 0);
            Assert.Same(fault, await Assert.ThrowsAnyAsync<Exception>(() => Open()));
            Assert.Equal(1, _searches);
        }
    }

    [Fact]
    public async Task Told_to_stop_it_waits_no_longer()
    {
        var opening = Open();
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task A_missing_port_is_refused_before_the_session_where_nobody_waits()
    {
        var session = _files.Path("session");
        var run = await CommandRun.Here(
            "play", "--input", "demo:", "--output", "raw:/dev/snd/nothing", "--session", session,
            "--no-wait", "--set", $"service.stateFolder={_files.Path("state")}");
        run.AssertRefused(1, "raw:/dev/snd/nothing");
        Assert.False(Directory.Exists(session));
    }

    [Fact]
    public async Task TERM_while_it_waits_ends_well_and_leaves_no_session()
    {
        await using var rig = Play("waiting");
        Assert.Equal(["READY=1"], await _manager.Until("READY"));
        Assert.StartsWith(
            $"STATUS=waiting for raw:{_files.Path("synth")}",
            (await _manager.Until("STATUS"))[^1], Ordinal);
        await rig.Signal("TERM");
        var (exitCode, errors) = await rig.End();
        Assert.True(exitCode == 0, string.Join('\n', errors));
        Assert.Contains(errors, line => line.Contains("stopped before it played", Ordinal));
        Assert.False(Directory.Exists(_files.Path("waiting")));
        Assert.False(File.Exists(RunMarker.PathIn(_files.Path("state"))));
    }

    [Fact]
    public async Task TERM_while_it_loads_ends_well_and_leaves_no_session()
    {
        await using var rig = Play("loading");
        await rig.LineWith("the reply goes to raw:"); // the first line, before any model is read
        await rig.Signal("TERM");
        var (exitCode, errors) = await rig.End();
        Assert.True(exitCode is 0 or 143, string.Join('\n', errors));
        Assert.False(Directory.Exists(_files.Path("loading")));
        Assert.False(File.Exists(RunMarker.PathIn(_files.Path("state"))));
    }

    private LiveProcess Play(string session) => new(
        new Dictionary<string, string>
        {
            ["STATE_DIRECTORY"] = _files.Path("state"),
            ["NOTIFY_SOCKET"] = _manager.Address,
        },
        "play", "--input", "demo:", "--output", $"raw:{_files.Path("synth")}", "--session",
        _files.Path(session));

    private Task<string> Open(bool waits = true)
    {
        var terminal = Terminal.On(
            TextWriter.Null, _errors, json: false, NullLoggerFactory.Instance);
        return new DeviceWaiting(terminal, _service, _time, waits, _stop.Token).Open(
            "jack:Synth",
            () =>
            {
                _searches++;
                return _absent is null ? "jack:Synth" : throw _absent;
            });
    }

    // Half a second at a time: whoever waits goes on on another thread.
    private async Task Pass(double seconds, Task opening)
    {
        for (var passed = 0.0; passed < seconds; passed += 0.5)
        {
            _time.Advance(TimeSpan.FromSeconds(0.5));
            while (_time.PendingTimers == 0 && !opening.IsCompleted)
            {
                await Task.Yield();
            }
        }
    }

    private int Lines(string text) => _errors.ToString().Split('\n')
        .Count(line => line.Contains(text, Ordinal));

    private async Task<List<string>> Said()
    {
        _service.Stopping();
        return (await _manager.Until("STOPPING"))[..^1];
    }
}
