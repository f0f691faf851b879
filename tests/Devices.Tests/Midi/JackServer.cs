using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>
/// A JACK server of the tests' own, without sound hardware: one at a time, and always under the
/// same name where the tests are built. JACK has places for eight names, and gives the place of a
/// server that was killed only to one of its name.
/// </summary>
internal sealed class JackServer : IAsyncDisposable
{
    private const int MostLooks = 1200;
    private const int Tries = 5;

    // What the server says of a client that it did not wait for.
    private const string LatePeriod = "was not finished";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly string[] _options;
    private Process? _process;
    private volatile string _said = "";
    private volatile bool _wasLate;

    private JackServer(string[] options) => _options = options;

    /// <summary>Its name, for <c>JACK_DEFAULT_SERVER</c>.</summary>
    public string Name { get; } = $"antiphon-{PlaceOf(AppContext.BaseDirectory)}";

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

    /// <summary>
    /// Tries a test with a server that waits for no client, as one on stage. What is sent in a
    /// period that a busy machine ends too late is lost: a try that fails after such a period
    /// proves nothing, and is made again, some times.
    /// </summary>
    public static async Task OnATimelyOne(Func<JackServer, Task> test)
    {
        for (var tried = 1; ; tried++)
        {
            await using var server = await Start();
            try
            {
                await test(server);
                return;
            }
            catch (Exception) when (tried < Tries && server._wasLate)
            {
            }
        }
    }

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
        using var look = new PeriodicTimer(Look);
        for (var looks = 0; !await Answers(); looks++)
        {
            if (_process.HasExited || looks == MostLooks)
            {
                throw new InvalidOperationException($"the JACK server does not answer: {_said}");
            }

            await look.WaitForNextTickAsync();
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
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
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

    private static string PlaceOf(string folder) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 4));

    // Asked anew each time: one that waits for the server may miss that it has begun.
    private async Task<bool> Answers()
    {
        using var question = Process.Start(StartInfo("jack_wait", "-s", Name, "-c"))!;
        var errors = question.StandardError.ReadToEndAsync();
        var answer = await question.StandardOutput.ReadToEndAsync();
        await errors;
        return answer.Split('\n').Contains("running");
    }

    private Process StartQuietly(string program, params string[] arguments)
    {
        var process = Process.Start(StartInfo(program, arguments))!;
        process.OutputDataReceived += (_, line) => Take(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => Take(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private ProcessStartInfo StartInfo(string program, params string[] arguments)
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
        return start;
    }

    private void Take(string line)
    {
        if (line.Contains(LatePeriod, StringComparison.Ordinal))
        {
            _wasLate = true;
        }
        else
        {
            _said = $"{_said} {line}";
        }
    }
}
