using System.Diagnostics;

namespace Antiphon.Host.Tests;

/// <summary>Runs the built program as its user would, in a process of its own.</summary>
internal static class AntiphonProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task<CommandRun> Run(params string[] args) =>
        Run(new Dictionary<string, string>(), args);

    public static async Task<CommandRun> Run(
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
        return new CommandRun(process.ExitCode, await output, await errors);
    }
}
