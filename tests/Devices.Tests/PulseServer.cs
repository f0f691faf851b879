using System.Diagnostics;

namespace Antiphon.Devices.Tests;

/// <summary>
/// A PulseAudio of its own, on a private socket: a null sink that plays to nobody, and the ALSA
/// device <c>rig</c> that hears it. Needs no hardware and no session bus.
/// </summary>
internal sealed class PulseServer : IAsyncDisposable
{
    /// <summary>What the machine must have.</summary>
    public const string Library = "libportaudio.so.2";

    public const string Server = "pulseaudio";
    public const string Player = "paplay";
    public const string Control = "pactl";

    private const string Sink = "sink_name=rig rate=44100 channels=2 format=float32le";
    private const int Patience = 200;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-pulse-");
    private Process? _server;

    private PulseServer()
    {
        Write("default.pa", $"""
            load-module module-native-protocol-unix socket={Socket} auth-anonymous=1
            load-module module-null-sink norewinds=1 {Sink}
            set-default-sink rig
            set-default-source rig.monitor

            """);
        Write("asound.conf", $$"""
            pcm.rig {
              type pulse
              server "unix:{{Socket}}"
              device "rig.monitor"
              hint { show on description "rig" }
            }

            """);
        NativeEnvironment.Set(
            "ALSA_CONFIG_PATH",
            $"/usr/share/alsa/alsa.conf:{Path.Combine(_folder.FullName, "asound.conf")}");
        NativeEnvironment.Set("PULSE_SERVER", $"unix:{Socket}");
    }

    private string Socket => Path.Combine(_folder.FullName, "native");

    /// <summary>Starts a server and waits until it answers.</summary>
    public static async Task<PulseServer> Start()
    {
        var server = new PulseServer();
        await server.Restart();
        return server;
    }

    /// <summary>Starts the server again after <see cref="Kill"/>.</summary>
    public async Task Restart()
    {
        _server = Run(
            Server, "-n", "-F", Path.Combine(_folder.FullName, "default.pa"), "--daemonize=no",
            "--exit-idle-time=-1", "--disallow-exit=true", "--realtime=no", "--high-priority=no",
            "--use-pid-file=no", "--system=false");
        using var step = new PeriodicTimer(Step);
        for (var look = 0; look < Patience; look++)
        {
            using var question = Run(Control, "info");
            await question.WaitForExitAsync();
            if (question.ExitCode == 0)
            {
                return;
            }

            await step.WaitForNextTickAsync();
        }

        throw new InvalidOperationException("the sound server does not answer");
    }

    /// <summary>Kills the server, as a cable is pulled out.</summary>
    public async Task Kill()
    {
        if (_server is { } server)
        {
            _server = null;
            server.Kill();
            await server.WaitForExitAsync();
            server.Dispose();
        }
    }

    /// <summary>Plays a file into the sink; ends when it has been played.</summary>
    public async Task Play(string path)
    {
        using var player = Run(Player, "--latency-msec=1000", path);
        await player.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _folder.Delete(recursive: true);
    }

    private void Write(string name, string text) =>
        File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private Process Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in (string[])["PULSE_RUNTIME_PATH", "PULSE_STATE_PATH", "HOME"])
        {
            start.Environment[name] = _folder.FullName;
        }

        start.Environment["PULSE_COOKIE"] = Path.Combine(_folder.FullName, "cookie");
        start.Environment["PULSE_SERVER"] = program == Server ? "" : $"unix:{Socket}";
        var process = Process.Start(start)
            ?? throw new InvalidOperationException($"{program} does not start");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
