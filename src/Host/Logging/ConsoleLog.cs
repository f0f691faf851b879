using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Logging;

/// <summary>
/// What of the log goes to standard error: one plain line each, never a stack, and nothing that a
/// person is told of anyway. That is what bears the mark, and what is critical: it ends the
/// program, whose last line says so.
/// </summary>
internal sealed class ConsoleLog(TextWriter errors, bool isJournal)
{
    /// <summary>The console that a program speaks on.</summary>
    /// <param name="errors">Its standard error.</param>
    public static ConsoleLog On(TextWriter errors) =>
        new(errors, JournalStream.IsStandardError);

    public void Write(LogRecord record)
    {
        if (!record.IsTold && record.Level < LogLevel.Critical)
        {
            errors.WriteLine(
                JournalStream.Prefix(record.Level, isJournal) + "antiphon: " + record.Headline);
        }
    }
}

/// <summary>Standard error where systemd's journal reads it.</summary>
/// <remarks>Sources: systemd.exec(5), <c>$JOURNAL_STREAM</c>; sd-daemon(3), systemd 252.</remarks>
internal static class JournalStream
{
    /// <summary>True when the journal reads this process's standard error.</summary>
    public static bool IsStandardError { get; } = Is(
        Environment.GetEnvironmentVariable("JOURNAL_STREAM"), LinkOfStandardError());

    /// <summary>True when the variable names the very socket that a descriptor is.</summary>
    /// <param name="variable">Device and inode, as in <c>8:12345</c>; null for none.</param>
    /// <param name="link">What the descriptor is, as in <c>socket:[12345]</c>.</param>
    public static bool Is(string? variable, string? link) =>
        variable?.Split(':') is [_, { Length: > 0 } inode] && link == $"socket:[{inode}]";

    /// <summary>The priority before a line, as in <c>&lt;3&gt;</c>; empty elsewhere.</summary>
    public static string Prefix(LogLevel level, bool isJournal) => !isJournal
        ? ""
        : level switch
        {
            LogLevel.Critical => "<2>",
            LogLevel.Error => "<3>",
            LogLevel.Warning => "<4>",
            LogLevel.Information => "<6>",
            _ => "<7>",
        };

    private static string? LinkOfStandardError() =>
        OperatingSystem.IsLinux() ? new FileInfo("/proc/self/fd/2").LinkTarget : null;
}
