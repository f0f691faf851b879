using System.Diagnostics;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>
/// A JACK server of the tests' own, without sound hardware: one at a time, and for one test process
/// always under the same name. JACK has places for eight names, and gives the place of a server
/// that was killed only to one of its name.
/// </summary>
internal sealed class JackServer : IAsyncDisposable
{
    private const int PatienceSeconds = 120;

    private readonly string[] _options;
    private Process? _process;
    private string _said = "";

    private JackServer(string[] options) => _options = options;

    /// <summary>Its name, for <c>JACK_DEFAULT_SERVER</c>.</summary>
    public string Name { get; } = $"antiphon-{System.Environment.ProcessId}";

    /// <summary>What a child process needs to find it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["JACK_DEFAULT_SERVER"] = Name,
        ["JACK_NO_START_SERVER"] = "1",
    };

    /// <summary>
    /// Starts one that waits for a client that is late, so that a busy machine loses no event. It
    /// stands still when a client is killed.
    /// </summary>
    public static Task<JackServer> StartPatient() =>
        Start("--no-realtime", "--sync", "--timeout", "5000");

    /// <summary>Starts one, and makes it this process's own.</summary>
    /// <param name="options">Options of <c>jackd</c> before the driver.</param>
    public static async Task<JackServer> Start(params string[] options)
    {
        var server = new JackServer(options.Length > 0 ? options : ["--no-realtime"]);
        JackPeer.UseServer(server.Name);
        await server.Begin();
        return server;
    }

    /// <summary>Starts it again under its old name.</summary>
    public async Task Begin()
    {
        string[] driver = ["-d", "dummy", "-r", "48000", "-p", "256"];
        _process = StartQuietly("jackd", ["-n", Name, "--no-mlock", .. _options, .. driver]);
        using var answered =
            StartQuietly("jack_wait", "-s", Name, "-w", "-t", $"{PatienceSeconds}");
        await Task.WhenAny(answered.WaitForExitAsync(), _process.WaitForExitAsync());
        if (_process.HasExited)
        {
            answered.Kill();
            throw new InvalidOperationException($"the JACK server ended: {_said}");
        }
    }

    /// <summary>Ends it without a word to its clients.</summary>
    public async Task Kill()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    // Asked to end, it takes its shared memory with it.
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            using var ask = Process.Start("kill", ["-s", "TERM", $"{process.Id}"]);
            await ask.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await Kill();
            }
        }
    }

    private Process StartQuietly(string program, params string[] arguments)
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

        foreach (var (key, value) in Environment)
        {
            start.Environment[key] = value;
        }

        start.Environment["JACK_NO_AUDIO_RESERVATION"] = "1";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => _said = $"{_said} {line.Data}";
        process.ErrorDataReceived += (_, line) => _said = $"{_said} {line.Data}";
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
