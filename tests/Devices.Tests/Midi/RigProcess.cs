using System.Diagnostics;
using Xunit;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>The built program, as its user or a service manager starts and ends it.</summary>
internal sealed class RigProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output, _errors;

    private RigProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static RigProcess Start(
        IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in
            (string[])[Path.Combine(AppContext.BaseDirectory, "antiphon.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new RigProcess(Process.Start(start)!);
    }

    /// <summary>Runs it to its end, which is to be a good one.</summary>
    public static async Task<string> Run(
        IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var rig = Start(environment, arguments);
        var (exitCode, output, errors) = await rig.End();
        Assert.True(exitCode == 0, $"exit {exitCode}: {errors}{output}");
        return output;
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Sends it a signal by its name, such as TERM.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Says a line on its standard input.</summary>
    public async Task Say(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> End()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _output, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
