using System.Diagnostics;
using System.Globalization;
using Antiphon.Tests.Control;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// OSC with liblo, which others wrote: its sender controls the rig, its dump follows it.
/// </summary>
public sealed class OscToolTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [FactWithProgram("oscsend", "liblo-tools")]
    public async Task Oscsend_is_understood_and_oscdump_understands()
    {
        var (input, output) = (FreePort(), FreePort());
        var dump = Process.Start(new ProcessStartInfo("oscdump", [output])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            await using var rig = new LiveProcess(
                new Dictionary<string, string> { ["STATE_DIRECTORY"] = _files.Path("state") },
                "play", "--input", "demo:", "--session", _files.Path("s"),
                "--set", $"control.oscInputPort={input}",
                "--set", $"control.oscOutputPort={output}");
            var (level, token) = (await Line(dump, "/level"), await Line(dump, "/token"));
            Assert.Matches(@"/antiphon/out/level f -?[0-9.]+$", level);
            Assert.Matches(@"/antiphon/out/token iifd -?\d+ -?\d+ -?[0-9.]+ [0-9.]+$", token);

            await Send(input, "/antiphon/mute", "T");
            await Send(input, "/antiphon/agent/modes/contrast/weight", "f", "0.75");
            await Send(input, "/antiphon/mode", "s", "contrast");
            await Send(input, "/antiphon/nothing", "i", "1");
            await rig.ErrorWith("/antiphon/nothing");
            await rig.Signal("TERM");
            var (exitCode, errors) = await rig.End();

            Assert.True(exitCode == 0, string.Join('\n', errors));
            var commands = File.ReadAllLines(_files.Path("s/controls.jsonl"));
            Assert.Equal(4, commands.Length);
            Assert.Contains("tellTime", commands[0], StringComparison.Ordinal);
            Assert.Contains("\"mute\":{\"on\":true}", commands[1], StringComparison.Ordinal);
            Assert.Contains("agent.modes.contrast.weight", commands[2], StringComparison.Ordinal);
            Assert.Contains("\"mode\":\"contrast\"", commands[3], StringComparison.Ordinal);
        }
        finally
        {
            dump.Kill();
            dump.Dispose();
        }
    }

    private static async Task<string> Line(Process dump, string with)
    {
        while (await dump.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(with, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException("oscdump ended");
    }

    private static async Task Send(string port, params string[] message)
    {
        using var send = Process.Start("oscsend", ["localhost", port, .. message]);
        await send.WaitForExitAsync();
        Assert.Equal(0, send.ExitCode);
    }

    private static string FreePort() =>
        OscSockets.FreePort().ToString(CultureInfo.InvariantCulture);
}
