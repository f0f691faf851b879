using System.Diagnostics;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Runs the built program as its user would, and keeps what it said.</summary>
internal sealed record AntiphonProcess(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task<AntiphonProcess> Run(params string[] args) =>
        Run(new Dictionary<string, string>(), args);

    public static async Task<AntiphonProcess> Run(
        IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "antiphon.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        // Two live rigs may not share a state folder; two tests are not to meet there.
        using var state = new TestFiles();
        start.Environment["STATE_DIRECTORY"] = state.Path("state");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new AntiphonProcess(process.ExitCode, await output, await errors);
    }

    /// <summary>Asserts one clear line on standard error and its exit code.</summary>
    public void AssertRefused(int exitCode, params string[] mentioned)
    {
        Assert.True(exitCode == ExitCode, $"exit {ExitCode}, wanted {exitCode}: {Errors}{Output}");
        var lines = Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Single(lines);
        Assert.StartsWith("antiphon: ", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
        Assert.All(
            mentioned, word => Assert.Contains(word, lines[0], StringComparison.OrdinalIgnoreCase));
    }
}
