using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>What a command said, and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>
    /// Runs a command in this process, which spares a start and a compilation. What is about the
    /// process itself, a live run or its environment, takes <see cref="AntiphonProcess"/>.
    /// </summary>
    public static async Task<CommandRun> Here(params string[] args)
    {
        // A command may write from several threads, as to the console, which takes one at a time.
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await Task.Run(() => CommandLine.Run(
            args, TextWriter.Synchronized(output), TextWriter.Synchronized(errors)));
        return new CommandRun(exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Asserts that it was done, and shows what it said where it was not.</summary>
    public CommandRun Done()
    {
        Assert.True(ExitCode == 0, $"exit {ExitCode}: {Errors}{Output}");
        return this;
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
