using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>The built program while it plays in real time: what it says, line by line.</summary>
internal sealed class LiveProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly CancellationTokenSource _patience = new(Patience);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _errorLines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Task _reading;

    public LiveProcess(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "antiphon.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _reading = Task.WhenAll(
            Read(_process.StandardOutput, _lines.Writer),
            Read(_process.StandardError, _errorLines.Writer, _errors));
    }

    public string Id => _process.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads on until a line of its output says something.</summary>
    public Task<string> LineWith(string text) => LineWith(text, _lines.Reader);

    /// <summary>Reads on until a line on standard error says something.</summary>
    public Task<string> ErrorWith(string text) => LineWith(text, _errorLines.Reader);

    public Task Write(string line) => _process.StandardInput.WriteLineAsync(line);

    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, Id]);
        await kill.WaitForExitAsync(_patience.Token);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Exit code, and what it said on standard error.</returns>
    public async Task<(int ExitCode, IReadOnlyList<string> Errors)> End()
    {
        await _process.WaitForExitAsync(_patience.Token);
        await _reading;
        return (_process.ExitCode, [.. _errors]);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _patience.Dispose();
    }

    private async Task<string> LineWith(string text, ChannelReader<string> lines)
    {
        await foreach (var line in lines.ReadAllAsync(_patience.Token))
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException(
            $"no line said '{text}': {string.Join('\n', _errors)}");
    }

    private async Task Read(
        StreamReader from, ChannelWriter<string> to, ConcurrentQueue<string>? kept = null)
    {
        while (await from.ReadLineAsync(_patience.Token) is { } line)
        {
            kept?.Enqueue(line);
            to.TryWrite(line);
        }

        to.Complete();
    }
}
