using System.Globalization;
using System.Net;
using Antiphon.Control;
using Antiphon.Tests.Control;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// OSC and presets that fail: a line, an event and the status say so at once, and again when they
/// work; the music goes on.
/// </summary>
public sealed class ExtrasTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_port_that_is_taken_and_presets_that_cannot_be_saved_are_told_everywhere()
    {
        using var manager = new FakeSystemd(_files.Path("notify"));
        using var sender = OscSockets.OnLoopback();
        var taken = OscSockets.OnLoopback();
        var port = OscSockets.PortOf(taken);
        var presets = _files.Text("presets", "a file stands where the folder should be");
        await using var rig = new LiveProcess(
            new Dictionary<string, string>
            {
                ["STATE_DIRECTORY"] = _files.Path("state"),
                ["NOTIFY_SOCKET"] = manager.Address,
            },
            "play", "--input", "demo:", "--session", _files.Path("s"),
            "--set", string.Create(
                CultureInfo.InvariantCulture, $"control.oscInputPort={port}"),
            "--set", $"control.presetsFolder={presets}");

        Assert.Contains("oscInputPort", await rig.ErrorWith("OSC cannot be heard"), Ordinal);
        await manager.Until("STATUS=OSC in is lost since");
        taken.Dispose();
        await rig.ErrorWith("OSC in works again after");
        while (!(await manager.Next()).Contains("OSC in works again", Ordinal))
        {
            // What was said of it before.
        }


        await sender.SendAsync(
            OscWriter.Write(new OscMessage("/antiphon/preset/save", new OscString("low"))),
            new IPEndPoint(IPAddress.Loopback, port));
        var ack = (OscMessage)OscReader.Read((await sender.ReceiveAsync()).Buffer);
        Assert.Equal(new OscBool(false), ack.Arguments[1]);
        Assert.Contains("waits in memory", ack.Arguments[2].ToString(), Ordinal);
        await rig.ErrorWith("preset 'low' cannot be written");
        File.Delete(presets);
        await rig.ErrorWith("the presets' folder works again after");
        Assert.True(File.Exists(Path.Combine(presets, "low.json")));

        await sender.SendAsync(
            OscWriter.Write(new OscMessage("/antiphon/preset", new OscString("low"))),
            new IPEndPoint(IPAddress.Loopback, port));
        ack = (OscMessage)OscReader.Read((await sender.ReceiveAsync()).Buffer);
        Assert.Equal(new OscBool(true), ack.Arguments[1]);

        await rig.Signal("TERM");
        var (exitCode, errors) = await rig.End();
        Assert.True(exitCode == 0, string.Join('\n', errors));
        var events = File.ReadAllLines(_files.Path("s/events.jsonl"));
        Assert.Collection(
            events,
            line => Assert.Contains("\"event\":\"extraLost\"", line, Ordinal),
            line => Assert.Contains("\"event\":\"extraRegained\"", line, Ordinal),
            line => Assert.Contains("cannot be written", line, Ordinal),
            line => Assert.Contains("\"extra\":\"the presets", line, Ordinal));
        Assert.Contains(
            "\"recallPreset\":{\"name\":\"low\"",
            File.ReadAllText(_files.Path("s/controls.jsonl")), Ordinal);
        var report = File.ReadAllText(_files.Path("s/report.html"));
        Assert.Contains("OSC in failed", report, Ordinal);
        Assert.Contains("preset \\u0027low\\u0027 comes back", report, Ordinal);
    }
}
